"""The digital signature on a document: PAdES, by a certificate of this instance's own demonstration authority.

A real organ signs with a certificate of a licensed authority (电子签名法 第十三条、第十六条): lay its key and
certificate into the seal folder in place of ours. Ours say in their names that they are for demonstration.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import io
import os
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyhanko.sign import signers

# pyHanko takes fifty megabytes. Every process of both zones loads this module, few ever sign: it is imported where it
# is used.

_AUTHORITY_LIVES = dt.timedelta(days=3650)
_SEAL_LIVES = dt.timedelta(days=1095)
_SLACK = dt.timedelta(days=1)


@dataclass(frozen=True)
class Signed:
    """What a signature says: who signed, whether the bytes are untouched since, and whether we trust the signer."""

    organ: str
    whole: bool
    trusted: bool


def sign_pdf(pdf: bytes, *, organ: str, at: dt.datetime) -> bytes:
    """Return the document with the organ's signature; a change of any byte afterwards shows.

    The first signature of an organ makes its certificate, for three years; an expired one is replaced.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - see above
    from pyhanko.sign import fields, signers  # noqa: PLC0415
    from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415

    signer = _signer(organ, _folder_for(organ, at=at))
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec("seal"))
    about = signers.PdfSignatureMetadata(
        field_name="seal",
        md_algorithm="sha256",
        reason="文书签发",
        name=organ,
        subfilter=SigSeedSubFilter.PADES,
    )
    made = signers.PdfSigner(about, signer=signer).sign_pdf(writer)
    return bytes(made.getbuffer())


def signature_of(pdf: bytes, *, at: dt.datetime) -> Signed | None:
    """Return what the document's last signature says as of ``at``, or None when there is none."""
    from pyhanko.keys import load_cert_from_pemder  # noqa: PLC0415 - see above
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    signatures = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
    if not signatures:
        return None
    known = sorted(_public().glob("seal-*.crt"))
    trust = [load_cert_from_pemder(str(path)) for path in known]  # type: ignore[no-untyped-call]
    context = ValidationContext(trust_roots=trust, allow_fetching=False, revocation_mode="soft-fail", moment=at)
    status = validate_pdf_signature(signatures[-1], signer_validation_context=context)
    return Signed(
        organ=str(status.signing_cert.subject.native["common_name"]).removesuffix(_MARK),
        whole=bool(status.bottom_line) if status.trusted else bool(status.intact and status.valid),
        trusted=bool(status.trusted),
    )


_MARK = "（演示）"


def _root() -> Path:
    path: Path = settings.VAR / "secrets" / settings.ZONE / "seal"
    return path


def _public() -> Path:
    """Return the folder that both zones may read: a document signed inside is verified outside."""
    path: Path = settings.VAR / "secrets" / "public"
    return path


def _folder_for(organ: str, *, at: dt.datetime) -> Path:
    """Return the folder with the organ's key and a certificate that is valid at the moment, made if need be."""
    folder = _root() / hashlib.sha256(organ.encode()).hexdigest()[:24]
    with _alone():
        certificate = folder / "seal.crt"
        if certificate.is_file():
            known = x509.load_pem_x509_certificate(certificate.read_bytes())
            if known.not_valid_before_utc <= at < known.not_valid_after_utc:
                return folder
        authority_key, authority = _authority(at=at)
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(
            organ + _MARK,
            key.public_key(),
            issuer=authority.subject,
            issuer_key=authority_key,
            at=at,
            lives=_SEAL_LIVES,
        )
        _write(folder / "seal.key", _pem(key))
        _write(certificate, made.public_bytes(serialization.Encoding.PEM))
    return folder


def _authority(*, at: dt.datetime) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key_path, path = _root() / "authority.key", _root() / "authority.crt"
    if key_path.is_file() and path.is_file():
        key = serialization.load_pem_private_key(key_path.read_bytes(), password=None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return key, x509.load_pem_x509_certificate(path.read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "徽政演示证书颁发机构")])
    made = _certificate(
        "徽政演示证书颁发机构",
        key.public_key(),
        issuer=name,
        issuer_key=key,
        at=at,
        lives=_AUTHORITY_LIVES,
        authority=True,
    )
    _write(key_path, _pem(key))
    _write(path, made.public_bytes(serialization.Encoding.PEM))
    _write(_public() / f"seal-{settings.ZONE}.crt", made.public_bytes(serialization.Encoding.PEM), mode=0o644)
    return key, made


def _certificate(
    name: str,
    public: ec.EllipticCurvePublicKey,
    *,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    at: dt.datetime,
    lives: dt.timedelta,
    authority: bool = False,
) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])]))
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _SLACK)
        .not_valid_after(at + lives)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority,
                content_commitment=not authority,
                key_cert_sign=authority,
                crl_sign=authority,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, mode), "wb") as file:
        file.write(content)
        os.fsync(file.fileno())
    unfinished.rename(path)


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time makes certificates."""
    _root().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (_root() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _signer(organ: str, folder: Path) -> signers.SimpleSigner:
    return _loaded(organ, str(folder), (folder / "seal.crt").stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _loaded(organ: str, folder: str, made: int) -> signers.SimpleSigner:  # noqa: ARG001 - a renewed one is loaded anew
    from pyhanko.sign import signers  # noqa: PLC0415 - see above

    signer: signers.SimpleSigner | None = signers.SimpleSigner.load(  # type: ignore[no-untyped-call]
        f"{folder}/seal.key",
        f"{folder}/seal.crt",
        ca_chain_files=(f"{folder}/../authority.crt",),
    )
    if signer is None:
        raise RuntimeError(f"the seal certificate of {organ} does not load")
    return signer
