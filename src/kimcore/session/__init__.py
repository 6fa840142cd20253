"""Kimcore, the object that users hold."""

from kimcore.session.core import ExportResult, Kimcore
from kimcore.session.provenance import Verification, VerifyStatus

__all__ = ["ExportResult", "Kimcore", "Verification", "VerifyStatus"]
