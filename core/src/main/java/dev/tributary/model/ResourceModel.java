package dev.tributary.model;

/** A unified resource: {@code crm/contacts} is model {@code crm}, name {@code contacts}. */
public record ResourceModel(
        String model, String name, String title, String caption, Fields fields) {
    public String path() {
        return model + "/" + name;
    }
}
