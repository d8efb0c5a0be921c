"""What the readers are sent: compression, sitemap, the page budget."""
