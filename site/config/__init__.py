"""The thin roof: settings, addresses and the WSGI entry point."""
