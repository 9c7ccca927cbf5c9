// A certified OpenID provider with short tokens, rotating refresh tokens and its own pages for trying it out.
import Provider from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'tributary',
    client_secret: 'a secret with / and +',
    redirect_uris: [redirect],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'client_secret_basic',
  }],
  pkce: { required: () => true, methods: ['S256'] },
  rotateRefreshToken: true,
  scopes: ['openid', 'offline_access'],
  ttl: { AccessToken: 2, RefreshToken: 3600, Grant: 3600, Interaction: 600, Session: 3600, AuthorizationCode: 60 },
  cookies: { keys: ['only for this test'] },
  jwks: undefined,
});
let refreshed = 0;
provider.on('grant.success', (ctx) => {
  if (ctx.oidc.params.grant_type === 'refresh_token') {
    refreshed += 1;
  }
});
provider.use(async (ctx, next) => {
  if (ctx.path === '/refreshed') {
    ctx.body = { refreshed };
  } else {
    await next();
  }
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
