-- Which of several objects of the provider's a part is about; null: its resource is one object.
ALTER TABLE bulk_part ADD COLUMN variant text;
