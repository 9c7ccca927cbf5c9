package dev.tributary.commission;

/** A place in the ledger where money stands. */
public sealed interface LedgerAccount {
    String text();

    /** Where earnings come from. */
    record Expense() implements LedgerAccount {
        @Override
        public String text() {
            return "expense";
        }
    }

    /** Earned and not on its way yet. */
    record Payable(String personId) implements LedgerAccount {
        @Override
        public String text() {
            return "payable:" + personId;
        }
    }

    /** In a payroll that has not been processed yet. */
    record InPayroll(String personId) implements LedgerAccount {
        @Override
        public String text() {
            return "in_payroll:" + personId;
        }
    }

    /** Paid out. */
    record Paid(String personId) implements LedgerAccount {
        @Override
        public String text() {
            return "paid:" + personId;
        }
    }

    /** Below zero: what the person owes and a later payout keeps back. */
    record Receivable(String personId) implements LedgerAccount {
        @Override
        public String text() {
            return "receivable:" + personId;
        }
    }
}
