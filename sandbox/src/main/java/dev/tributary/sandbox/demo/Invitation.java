package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.demo.SetUp.Connected;

import java.io.PrintStream;

/** What to try while the demo keeps serving. */
record Invitation(Connected tributary, PrintStream out) {

    void print() {
        String base = tributary.maker().base().toString();
        out.println("Tributary serves at " + base + " until you press Ctrl-C. Try:");
        out.println();
        out.println("  KEY=" + tributary.maker().key());
        curl(
                base
                        + "/unified/crm/opportunities?limit=2&integrated_account_id="
                        + tributary.crmAccount());
        curl(base + "/events?after=0&limit=2");
        curl(base + "/commission/periods");
        out.println();
    }

    private void curl(String address) {
        out.println("  curl -s -H \"Authorization: Bearer $KEY\" '" + address + "'");
    }
}
