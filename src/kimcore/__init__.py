"""Typed models, dated funding rules and office documents for Kommunales Integrationsmanagement (KIM)."""
