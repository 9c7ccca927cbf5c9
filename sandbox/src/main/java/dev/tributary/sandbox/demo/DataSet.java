package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.demo.Opportunity.Stage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The bundled data set {@code crm-sales-opportunities}. */
record DataSet(Staff staff, List<Company> companies, List<Opportunity> opportunities) {

    /** A customer of the data set. */
    record Company(String name, String sector, String country, String employees) {}

    static DataSet bundled() {
        Map<String, BigDecimal> prices = new HashMap<>();
        Csv.rows("products.csv")
                .forEach(row -> prices.put(key(row, "product"), decimal(row, "sales_price")));
        return new DataSet(
                Staff.bundled(),
                Csv.rows("accounts.csv").stream().map(DataSet::company).toList(),
                Csv.rows("sales_pipeline.csv").stream()
                        .map(row -> opportunity(row, prices))
                        .toList());
    }

    private static Company company(Map<String, String> row) {
        return new Company(
                cell(row, "account"),
                cell(row, "sector"),
                cell(row, "office_location"),
                cell(row, "employees"));
    }

    private static Opportunity opportunity(
            Map<String, String> row, Map<String, BigDecimal> prices) {
        BigDecimal price = prices.get(key(row, "product"));
        if (price == null) {
            throw new IllegalStateException("no price for " + cell(row, "product"));
        }
        return new Opportunity(
                cell(row, "opportunity_id"),
                cell(row, "sales_agent"),
                cell(row, "product"),
                text(row, "account"),
                Stage.valueOf(cell(row, "deal_stage").toUpperCase(Locale.ROOT)),
                price,
                text(row, "engage_date").map(LocalDate::parse),
                text(row, "close_date").map(LocalDate::parse),
                text(row, "close_value").map(BigDecimal::new).orElse(BigDecimal.ZERO));
    }

    /** The tables write one product with and without a space. */
    private static String key(Map<String, String> row, String heading) {
        return cell(row, heading).replace(" ", "");
    }

    private static BigDecimal decimal(Map<String, String> row, String heading) {
        return new BigDecimal(cell(row, heading));
    }

    private static Optional<String> text(Map<String, String> row, String heading) {
        return Optional.of(cell(row, heading)).filter(value -> !value.isEmpty());
    }

    private static String cell(Map<String, String> row, String heading) {
        String value = row.get(heading);
        if (value == null) {
            throw new IllegalStateException("no column " + heading);
        }
        return value;
    }
}
