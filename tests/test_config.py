import pytest

from kg.config import Config, load_config
from kg.errors import ConfigError


def test_flags_win_over_the_file_and_the_file_over_defaults(tmp_path):
    file = tmp_path / "kg.toml"
    file.write_text('store = "here"\nengine = "processes:2"\n', encoding="utf-8")
    config = load_config(file, store="there", engine=None)
    assert (config.store, config.engine, config.quarantine) == (
        "there",
        "processes:2",
        "quarantine",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'stoer = "x"\n', "unknown setting 'stoer'; known: article_seconds"),
        (b"store = \n", "not a TOML file"),
        (b'store = "\xff"\n', "not a TOML file"),
        (b'base = "https://example.org/kg"\n', "must end in a slash"),
        (b"min_confidence = 3\n", "from 0 to 1"),
    ],
)
def test_a_wrong_settings_file_is_named_with_what_is_wrong(tmp_path, content, message):
    file = tmp_path / "kg.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigError, match=message):
        load_config(file)


def test_a_settings_file_that_is_asked_for_must_exist(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "none.toml")


def test_the_digest_changes_with_what_shapes_a_graph_and_with_nothing_else():
    plain = Config().digest("0.1")
    assert Config(store="elsewhere", engine="processes").digest("0.1") == plain
    assert Config(min_confidence=0.5).digest("0.1") != plain
    assert Config().digest("0.2") != plain
