import pytest

from huizheng.config import assets


class TestLayVendorFiles:
    def test_lays_a_sans_and_a_serif_with_chinese_letters(self, tmp_path):
        said = []
        laid = assets.lay_vendor_files(tmp_path, said.append)
        names = {path.name for path in laid}
        assert {"NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf"} <= names
        assert all(path.parent == assets.fonts_folder(tmp_path) and path.stat().st_size > 1_000_000 for path in laid)
        assert said[0].startswith("中文字体")

    def test_may_be_called_at_every_start_and_drops_what_is_gone(self, tmp_path):
        assets.lay_vendor_files(tmp_path, print)
        gone = assets.fonts_folder(tmp_path) / "Old.otf"
        gone.symlink_to(tmp_path / "nowhere")
        laid = assets.lay_vendor_files(tmp_path, print)
        assert sorted(path.name for path in assets.fonts_folder(tmp_path).iterdir()) == [path.name for path in laid]

    def test_without_any_font_says_what_to_install(self, tmp_path, monkeypatch):
        monkeypatch.setattr(assets, "FONT_PACKAGE", "a_package_nobody_has")
        monkeypatch.setattr(assets, "SYSTEM_FOLDERS", (str(tmp_path / "empty"),))
        with pytest.raises(assets.FontsMissing, match="fonts-noto-cjk"):
            assets.lay_vendor_files(tmp_path, print)
