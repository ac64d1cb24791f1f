from __future__ import annotations

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from huizheng.lib import sm

OPENSSL = shutil.which("openssl")
# PKCS#8 and SubjectPublicKeyInfo around an SM2 key: what stands before the raw bytes.
PRIVATE_HEAD = bytes.fromhex("308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420")
PRIVATE_MIDDLE = bytes.fromhex("a14403420004")
PUBLIC_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")


class TestVectors:
    def test_sm3_of_gb_t_32905_appendix_a(self) -> None:
        assert sm.sm3_hex(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        assert sm.sm3_hex(b"abcd" * 16) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"

    def test_sm2_signature_of_gb_t_32918_5_appendix_a_verifies(self) -> None:
        public = bytes.fromhex(
            "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
            "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
        )
        r = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
        s = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
        signature = bytes.fromhex(f"3046022100{r}022100{s}")

        assert sm.verify(public, b"message digest", signature)
        assert not sm.verify(public, b"message digesT", signature)

    def test_sm4_gcm_of_rfc_8998_appendix_a_1(self) -> None:
        key = bytes.fromhex("0123456789abcdeffedcba9876543210")
        iv = bytes.fromhex("00001234567800000000abcd")
        associated = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
        plain = bytes.fromhex(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
            "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
        )
        expected = (
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
            "83de3541e4c2b58177e065a9bf7b62ec"
        )

        _, ciphertext = sm.sm4_encrypt(key, plain, associated=associated, iv=iv)

        assert ciphertext.hex() == expected
        assert sm.sm4_decrypt(key, iv, ciphertext, associated=associated) == plain

    def test_the_sm4_block_of_gb_t_32907_stands_under_gcm(self) -> None:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        key = bytes.fromhex("0123456789abcdeffedcba9876543210")
        block = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()  # noqa: S305 - one block of the standard's example

        assert block.update(key).hex() == "681edf34d206965e86b3e94f536e4246"


@pytest.fixture(params=["openssl", "gmssl"])
def implementation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let a test run by the system's OpenSSL and by GmSSL, which stands in where there is none."""
    if request.param == "gmssl":
        monkeypatch.setattr(sm, "_openssl", None)
    return str(request.param)


@pytest.mark.usefixtures("implementation")
class TestSm2:
    def test_a_signature_holds_for_its_text_and_key_only(self) -> None:
        pair, other = sm.new_key_pair(), sm.new_key_pair()
        signature = sm.sign(pair, "徽政".encode())

        assert sm.verify(pair.public, "徽政".encode(), signature)
        assert not sm.verify(pair.public, b"else", signature)
        assert not sm.verify(other.public, "徽政".encode(), signature)

    @pytest.mark.parametrize("junk", [b"", b"\x30", b"\x30\x06\x02\x01\x00\x02\x01\x00", b"x" * 80, b"\x30\x80" * 60])
    def test_a_malformed_signature_is_no_signature(self, junk: bytes) -> None:
        pair = sm.new_key_pair()

        assert not sm.verify(pair.public, b"text", junk)

    @pytest.mark.parametrize("key", [b"", b"\x02", b"\x01" * 64, b"\x05" + b"\x01" * 64])
    def test_a_malformed_public_key_verifies_nothing(self, key: bytes) -> None:
        assert not sm.verify(key, b"text", sm.sign(sm.new_key_pair(), b"text"))
        with pytest.raises(sm.WrongKey):
            sm.encrypt(key, b"secret")

    def test_what_is_encrypted_opens_with_its_private_key_only(self) -> None:
        pair, other = sm.new_key_pair(), sm.new_key_pair()
        ciphertext = sm.encrypt(pair.public, b"0123456789abcdef")

        assert sm.decrypt(pair.private, ciphertext) == b"0123456789abcdef"
        with pytest.raises(sm.CannotDecrypt):
            sm.decrypt(other.private, ciphertext)
        with pytest.raises(sm.CannotDecrypt):
            sm.decrypt(pair.private, ciphertext[:-1] + bytes([ciphertext[-1] ^ 1]))

    def test_refusals_are_not_printed(self, capfd: pytest.CaptureFixture[str]) -> None:
        pair = sm.new_key_pair()
        sm.verify(pair.public, b"other", sm.sign(pair, b"text"))
        with pytest.raises(sm.CannotDecrypt):
            sm.decrypt(sm.new_key_pair().private, sm.encrypt(pair.public, b"secret"))

        assert capfd.readouterr().err == ""

    def test_the_private_key_is_not_shown_when_the_pair_is_logged(self) -> None:
        pair = sm.new_key_pair()

        assert repr(pair.private) not in repr(pair)


class TestTwoImplementations:
    def test_each_verifies_what_the_other_signs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pair, text = sm.new_key_pair(), "徽政".encode()
        fast = sm.sign(pair, text)
        monkeypatch.setattr(sm, "_openssl", None)

        assert sm.verify(pair.public, text, fast)
        slow = sm.sign(pair, text)
        monkeypatch.undo()
        assert sm.verify(pair.public, text, slow)

    def test_many_threads_sign_at_once(self) -> None:
        pairs = [sm.new_key_pair() for _ in range(40)]

        def holds(number: int) -> bool:
            pair, text = pairs[number % len(pairs)], str(number).encode()
            return sm.verify(pair.public, text, sm.sign(pair, text))

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(holds, range(400)))


class TestSm4:
    def test_refuses_what_was_altered(self) -> None:
        key = sm.new_key()
        iv, ciphertext = sm.sm4_encrypt(key, b"text", associated=b"case 1")

        for wrong in (
            (key, iv, b"\x00" + ciphertext[1:], b"case 1"),
            (key, iv, ciphertext, b"case 2"),
            (sm.new_key(), iv, ciphertext, b"case 1"),
            (key, bytes(12), ciphertext, b"case 1"),
            (key, iv, b"", b"case 1"),
        ):
            with pytest.raises(sm.CannotDecrypt):
                sm.sm4_decrypt(wrong[0], wrong[1], wrong[2], associated=wrong[3])

    def test_refuses_a_key_of_another_length(self) -> None:
        with pytest.raises(sm.WrongKey):
            sm.sm4_encrypt(b"short", b"text")


class TestAgainstOpenSSL:
    """OpenSSL is an implementation of its own: what one signs or encrypts, the other must take.

    Without the program there is no oracle, and nothing here to collect.
    """

    __test__ = OPENSSL is not None

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([OPENSSL or "", *words], cwd=folder, check=False, capture_output=True)

    def laid_out(self, folder: Path) -> sm.KeyPair:
        pair = sm.new_key_pair()
        (folder / "key.der").write_bytes(PRIVATE_HEAD + pair.private + PRIVATE_MIDDLE + pair.public)
        (folder / "key.pub").write_bytes(PUBLIC_HEAD + pair.public)
        (folder / "text").write_bytes("外网受理、内网办理、外网反馈".encode())
        return pair

    def test_openssl_verifies_our_signature(self, tmp_path: Path) -> None:
        pair = self.laid_out(tmp_path)
        (tmp_path / "signature").write_bytes(sm.sign(pair, (tmp_path / "text").read_bytes()))

        answer = self.run(
            tmp_path,
            "pkeyutl",
            "-verify",
            "-rawin",
            "-digest",
            "sm3",
            "-pkeyopt",
            "distid:1234567812345678",
            "-pubin",
            "-inkey",
            "key.pub",
            "-keyform",
            "DER",
            "-in",
            "text",
            "-sigfile",
            "signature",
        )

        assert answer.returncode == 0, answer.stderr

    def test_we_verify_openssls_signature(self, tmp_path: Path) -> None:
        pair = self.laid_out(tmp_path)
        self.run(
            tmp_path,
            "pkeyutl",
            "-sign",
            "-rawin",
            "-digest",
            "sm3",
            "-pkeyopt",
            "distid:1234567812345678",
            "-inkey",
            "key.der",
            "-keyform",
            "DER",
            "-in",
            "text",
            "-out",
            "signature",
        )

        assert sm.verify(pair.public, (tmp_path / "text").read_bytes(), (tmp_path / "signature").read_bytes())

    def test_openssl_opens_what_we_encrypt(self, tmp_path: Path) -> None:
        pair = self.laid_out(tmp_path)
        (tmp_path / "sealed").write_bytes(sm.encrypt(pair.public, b"0123456789abcdef"))

        answer = self.run(tmp_path, "pkeyutl", "-decrypt", "-inkey", "key.der", "-keyform", "DER", "-in", "sealed")

        assert answer.stdout == b"0123456789abcdef", answer.stderr

    def test_openssl_digests_alike(self, tmp_path: Path) -> None:
        self.laid_out(tmp_path)

        answer = self.run(tmp_path, "dgst", "-sm3", "-binary", "text")

        assert answer.stdout == sm.sm3((tmp_path / "text").read_bytes())
