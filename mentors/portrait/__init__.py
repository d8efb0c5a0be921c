"""The page "Min bild": what a learner wants and can, in their own words, as a page and as a drawing."""
