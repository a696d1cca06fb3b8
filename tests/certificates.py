"""Certificates: an authority that only a story knows, and what it vouches for."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from tempfile import NamedTemporaryFile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_PEM = serialization.Encoding.PEM


class Authority:
    """Signs certificates that hold at the machine's own time, whatever the story's is."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sunny Lane")])
        self._own = self._signed(self._name, self._key, x509.BasicConstraints(True, 0))

    def trusted(self) -> ssl.SSLContext:
        """What somebody has who trusts this authority and no other."""
        return ssl.create_default_context(cadata=self._own.public_bytes(_PEM).decode())

    def for_name(self, host: str) -> ssl.SSLContext:
        """What a server of that name shows."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        shown = self._signed(name, key, x509.SubjectAlternativeName([x509.DNSName(host)]))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        private = key.private_bytes(
            _PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        with NamedTemporaryFile(suffix=".pem") as file:
            file.write(private + shown.public_bytes(_PEM))
            file.flush()
            context.load_cert_chain(file.name)
        return context

    def _signed(
        self, name: x509.Name, key: ec.EllipticCurvePrivateKey, more: x509.ExtensionType
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        built = (
            x509.CertificateBuilder()
            .subject_name(name).issuer_name(self._name).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
            .add_extension(more, critical=False)
        )  # fmt: skip
        return built.sign(self._key, hashes.SHA256())
