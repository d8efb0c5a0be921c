"""The register of e-services: who runs them, how to reach them, and how we know."""
