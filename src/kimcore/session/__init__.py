"""Kimcore, the object that users hold."""

from kimcore.session.core import ExportResult, Kimcore
from kimcore.session.provenance import Verification, VerifyStatus
from kimcore.session.texts import Reading, TextChange

__all__ = ["ExportResult", "Kimcore", "Reading", "TextChange", "Verification", "VerifyStatus"]
