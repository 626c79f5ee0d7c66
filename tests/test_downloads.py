"""Downloads that broke off are taken up again, and never with bytes of another state."""

import gzip

import pytest

from tests.served import AUTHORISED, TOKEN, served

FILES = ["/dump.nq.gz", "/protege.ttl"]
INSERT = {"update": "INSERT DATA { GRAPH <urn:other> { <urn:s> <urn:p> <urn:o> } }"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served(tmp_path_factory.mktemp("store") / "s", token=TOKEN) as made:
        yield made


def get(client, path, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers=named, buffered=True)


@pytest.mark.parametrize("path", FILES)
def test_a_download_is_taken_up_where_it_broke_off(client, path):
    whole = get(client, path)
    tag, size = whole.headers["ETag"], len(whole.data)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert not tag.startswith("W/")
    rest = get(client, path, Range="bytes=1000-", If_Range=tag)
    assert (rest.status_code, rest.headers["ETag"]) == (206, tag)
    assert rest.headers["Content-Disposition"] == whole.headers["Content-Disposition"]
    assert "kg-" not in rest.headers["Content-Disposition"]  # the file's name on this machine
    assert rest.headers["Content-Range"] == f"bytes 1000-{size - 1}/{size}"
    assert whole.data[:1000] + rest.data == whole.data
    again = get(client, path)
    assert (again.data, again.headers["ETag"]) == (whole.data, tag)
    assert get(client, path, If_None_Match=tag).status_code == 304


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize(
    ("headers", "status", "length"),
    [
        ({"Range": "bytes=0-99"}, 206, 100),
        ({"Range": "bytes=-7"}, 206, 7),
        ({"Range": "Bytes=5-5"}, 206, 1),
        ({"Range": "bytes=99999999-"}, 416, None),
        ({"Range": "bytes=0-9", "If_Range": '"other"'}, 200, None),
        ({"Range": "bytes=0-9", "If_Range": "Wed, 01 Jan 2125 00:00:00 GMT"}, 200, None),
        ({"Range": "bytes=0-9,20-29"}, 200, None),
        ({"Range": "bytes=9-5"}, 200, None),
        ({"Range": "lines=0-9"}, 200, None),
        ({"Range": "bytes=x"}, 200, None),
        ({"Range": f"bytes=0-{'9' * 5000}"}, 200, None),
        ({"If_Range": '"other"'}, 200, None),
        ({"Range": "bytes=0-9", "If_Match": '"other"'}, 412, None),
        ({"Range": "bytes=0-9", "If_Match": "*"}, 206, 10),
        ({"If_Match": 'W/"other"'}, 412, None),
    ],
)
def test_parts_are_sent_as_the_standard_says(client, path, headers, status, length):
    response = get(client, path, **headers)
    assert response.status_code == status
    if length is not None:
        assert len(response.data) == length
    if status == 416:
        assert response.headers["Content-Range"].startswith("bytes */")


@pytest.mark.parametrize("path", FILES)
def test_a_weak_tag_is_no_promise_and_a_head_has_no_part(client, path):
    tag = get(client, path).headers["ETag"]
    assert get(client, path, Range="bytes=0-9", If_Range=f"W/{tag}").status_code == 200
    head = client.head(path, headers={"Range": "bytes=0-9"}, buffered=True)
    assert (head.status_code, head.headers["ETag"], head.data) == (200, tag, b"")


@pytest.mark.parametrize("path", FILES)
def test_after_a_write_there_is_no_rest_of_what_was(client, path):
    tag = get(client, path, Range="bytes=0-9").headers["ETag"]
    assert client.post("/update", data=INSERT, headers=AUTHORISED).status_code == 204
    response = get(client, path, Range="bytes=10-", If_Range=tag)
    assert response.status_code == 200
    assert response.headers["ETag"] != tag
    if path == FILES[0]:
        assert b"<urn:other>" in gzip.decompress(response.data)


def test_what_is_packed_on_the_way_has_no_parts(client):
    packed = get(client, "/protege.ttl", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Ranges" not in packed.headers
