package dev.tributary.jsonata;

import org.junit.jupiter.api.Test;

/**
 * Functions on instants and their pictures. Each line is an expression on {@link Sample#INPUT} and
 * what comes out.
 */
class DateTimeFunctionsTest {
    @Test
    void millis_are_formatted_by_picture() {
        Sample.holds(
                """
                $fromMillis(1521801216617)  ⇒  "2018-03-23T10:33:36.617Z"
                $fromMillis(1521801216617, '[M01]/[D01]/[Y0001] [h#1]:[m01][P]')
                    ⇒  "03/23/2018 10:33am"
                $fromMillis(1521801216617, '[FNn], [D1o] [MNn] [Y]')
                    ⇒  "Friday, 23rd March 2018"
                $fromMillis(1521801216617, '[Y]-W[W01]-[F1]')  ⇒  "2018-W12-5"
                $fromMillis(1521801216617, '[X0001]-[x1]-[w1]')  ⇒  "2018-3-4"
                $fromMillis(1521801216617, '[H01]:[m01]:[s01].[f001] [z]', '+0530')
                    ⇒  "16:03:36.617 GMT+05:30"
                $fromMillis(1521801216617, '[H01]:[m01][Z0101t]')  ⇒  "10:33Z"
                $fromMillis(1521801216617, '[MN,3-3] [YI] [dwo]')
                    ⇒  "MAR MMXVIII eighty-second"
                $fromMillis(1521801216617, '[[[D]]] [C] [E]')  ⇒  "[23] ISO ISO"
                $fromMillis(1521801216617, '[Y,2-2]')  ⇒  "18"
                $fromMillis(1521801216617, '[P] [PN]')  ⇒  "am AM"
                $fromMillis(1521801216617, '[Z]', '-0500')  ⇒  "-05:00"
                $fromMillis(1521801216617, '[Yw]')  ⇒  "two thousand and eighteen"
                $fromMillis(0)  ⇒  "1970-01-01T00:00:00.000Z"
                $fromMillis(-1)  ⇒  "1969-12-31T23:59:59.999Z"
                $fromMillis(1, '[q]')  ⇒  !D3132
                $fromMillis(1, '[YN]')  ⇒  !D3133
                $fromMillis(1, '[Y')  ⇒  !D3135
                $fromMillis(1, '[Z010101]')  ⇒  !D3134
                $fromMillis(1, '[Z010101t]')  ⇒  !D3134
                $fromMillis(1104537600000, '[Y]-[W]-[X]-[w]-[x]')  ⇒  "2005-53-2004-5-12"
                """);
    }

    @Test
    void timestamps_are_read_as_iso() {
        Sample.holds(
                """
                $toMillis('2018-03-23T10:33:36.617Z')  ⇒  1521801216617
                $toMillis('2018')  ⇒  1514764800000
                $toMillis('2018 thirdTwenty-Three', '[Y] [Mwo][DWw]')  ⇒  1514937600000
                $toMillis('2018-03')  ⇒  1519862400000
                $toMillis('2018-03-23')  ⇒  1521763200000
                $toMillis('2018-03-23T10:33:36+01:00')  ⇒  1521797616000
                $toMillis('2018-03-23T10:33:36.5-0100')  ⇒  1521804816500
                $toMillis('yesterday')  ⇒  !D3110
                $toMillis('2018-22')  ⇒  !D3110
                $toMillis(missing)  ⇒  undefined
                """);
    }

    @Test
    void timestamps_are_read_by_picture() {
        Sample.holds(
                """
                $toMillis('23/03/2018', '[D01]/[M01]/[Y0001]')  ⇒  1521763200000
                $toMillis('March 23, 2018 4:05pm', '[MNn] [D], [Y] [h]:[m][P]')
                    ⇒  1521821100000
                $toMillis('2018-082', '[Y]-[d001]')  ⇒  1521763200000
                $toMillis('10:33:36 GMT+01:00 2018-03-23', '[H]:[m]:[s] [z] [Y]-[M]-[D]')
                    ⇒  1521797616000
                $toMillis('20180323', '[Y0001][M01][D01]')  ⇒  1521763200000
                $toMillis('Twenty-third', '[Dwo]') > 0  ⇒  true
                $toMillis('nonsense', '[Y]-[M]')  ⇒  undefined
                $toMillis('2018-12', '[Y]-[W]')  ⇒  1514764800000
                $toMillis('2018 33', '[Y] [s]')  ⇒  !D3136
                """);
    }

    @Test
    void now_and_millis_are_one_instant() {
        Sample.holds(
                """
                $toMillis($now()) = $millis()  ⇒  true
                $millis() = $millis()  ⇒  true
                """);
    }
}
