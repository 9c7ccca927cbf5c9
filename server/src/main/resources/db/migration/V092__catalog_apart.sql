-- How many changes there were is a number that tells nothing, and every environment's writes move it.
SELECT keep_environments_apart('catalog_change', 'true');
