"""Writes the inputs beside it with the libraries that people's inputs are written with.

    pip install pyarrow polars pandas
    python tests/inputs/make.py

The articles are made up. What a library writes changes with its version, so the files are kept in the repository and this runs by hand.
"""

import gzip
import io
import json
import tarfile
import zipfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent

ARTICLES = [
    {
        "id": "t-1",
        "title": "Torvania opens border to aid convoys",
        "text": 'Torvania opened its border to aid convoys on Tuesday.\n"We will not let people starve," the minister, Ana Brel, said.',
        "url": "https://news.example/world/torvania-border",
        "day": "2024-01-24",
        "outlet": "Example Wire",
        "language": "en",
    },
    {
        "id": "t-2",
        "title": "Rebels shell Kadesh; five killed",
        "text": "Rebels shelled the town of Kadesh on Monday, killing five people, the governor said; he blamed the Red Front.",
        "url": "https://news.example/world/kadesh",
        "day": "2024-03-04",
        "outlet": "Example Wire",
        "language": "en",
    },
    {
        "id": "t-3",
        "title": "وزير خارجية تورفانيا يزور قادش",
        "text": "وصل وزير خارجية تورفانيا إلى قادش يوم الأربعاء، وأجرى محادثات مع الحاكم.\nوقال الوزير إن بلاده ستقدم مساعدات.",
        "url": "https://akhbar.example/2024/torvania",
        "day": "2024-02-21",
        "outlet": "أخبار المثال",
        "language": "ar",
    },
]


def instant(article: dict, hour: int = 9) -> datetime:
    return datetime.fromisoformat(article["day"]).replace(hour=hour, tzinfo=timezone.utc)


def fineweb() -> None:
    """The columns of a web corpus; `date` is the day of the crawl, days after the article."""
    rows = [
        {
            "text": a["text"],
            "id": f"<urn:uuid:{a['id']}>",
            "dump": "CC-MAIN-2024-18",
            "url": a["url"],
            "date": (instant(a) + timedelta(days=60)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "file_path": "s3://crawl/segments/1/warc/a.warc.gz",
            "language": a["language"],
            "language_score": 0.98,
            "token_count": 40,
        }
        for a in ARTICLES
    ]
    pq.write_table(pa.Table.from_pylist(rows), HERE / "fineweb.parquet", compression="zstd", row_group_size=2)


def cc_news() -> None:
    """A set of news as polars writes it; one date is missing."""
    frame = pl.DataFrame(
        {
            "title": [a["title"] for a in ARTICLES],
            "text": [a["text"] for a in ARTICLES],
            "domain": ["news.example", "news.example", "akhbar.example"],
            "date": ["2024-01-24 09:00:00", None, "2024-02-21 09:00:00"],
            "description": ["An opening.", "A shelling.", None],
            "url": [a["url"] for a in ARTICLES],
            "image_url": [None, None, None],
        },
        schema_overrides={"image_url": pl.String},
    )
    frame.write_parquet(HERE / "cc_news.parquet", compression="snappy")


def nested() -> None:
    """Records of a crawl with its headers below `meta`, paragraphs as a list, and a column of few values."""
    headers = pa.struct([("warc-date", pa.string()), ("warc-target-uri", pa.string()), ("warc-record-id", pa.string())])
    identification = pa.struct([("label", pa.string()), ("prob", pa.float32())])
    schema = pa.schema(
        [
            ("content", pa.list_(pa.string())),
            ("metadata", pa.struct([("warc_headers", headers), ("identification", identification)])),
            ("publisher", pa.dictionary(pa.int8(), pa.string())),
            ("embedding", pa.list_(pa.float32(), 2)),
        ]
    )
    rows = [
        {
            "content": a["text"].split("\n"),
            "metadata": {
                "warc_headers": {"warc-date": "2024-05-01T00:00:00Z", "warc-target-uri": a["url"], "warc-record-id": f"urn:{a['id']}"},
                "identification": {"label": a["language"], "prob": 0.99},
            },
            "publisher": a["outlet"],
            "embedding": [0.5, 0.25],
        }
        for a in ARTICLES
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), HERE / "nested.parquet", compression="gzip")


def times() -> None:
    """One instant in every type of column that a Parquet file has for it."""
    at = datetime(2024, 1, 24, 22, 30, tzinfo=timezone.utc)
    east = timezone(timedelta(hours=3))
    columns = {
        "text": pa.array([ARTICLES[0]["text"]], pa.large_string()),
        "s": pa.array([at], pa.timestamp("ms")).cast(pa.timestamp("s")),
        "ms": pa.array([at], pa.timestamp("ms")),
        "us": pa.array([at], pa.timestamp("us")),
        "ns": pa.array([at], pa.timestamp("ns")),
        "utc": pa.array([at], pa.timestamp("us", tz="UTC")),
        "east": pa.array([at.astimezone(east)], pa.timestamp("us", tz="+03:00")),
        "day": pa.array([date(2024, 1, 24)], pa.date32()),
        "day64": pa.array([date(2024, 1, 24)], pa.date64()),
        "seconds": pa.array([int(at.timestamp())], pa.int64()),
        "nanos": pa.array([int(at.timestamp()) * 10**9], pa.int64()),
        "digits": pa.array([20240124223000], pa.int64()),
        "view": pa.array(["2024-01-24 22:30"], pa.string_view()),
    }
    pq.write_table(pa.table(columns), HERE / "times.parquet", compression="none")


def codecs() -> None:
    rows = pa.Table.from_pylist([{"id": a["id"], "text": a["text"], "published": a["day"]} for a in ARTICLES])
    for codec in ["snappy", "gzip", "zstd", "lz4"]:
        pq.write_table(rows, HERE / f"codec_{codec}.parquet", compression=codec)


def tables() -> None:
    """Tables as pandas and polars write them."""
    frame = pd.DataFrame(ARTICLES).rename(columns={"text": "body", "day": "pub_date", "outlet": "source"})
    frame.loc[1, "pub_date"] = float("nan")
    frame.loc[2, "title"] = None
    frame["score"] = [0.5, float("nan"), 1.0]
    frame.to_csv(HERE / "pandas.csv")
    frame.to_csv(HERE / "pandas.tsv", sep="\t", index=False, na_rep="NaN")
    frame.to_json(HERE / "pandas.jsonl", orient="records", lines=True, force_ascii=False)
    frame.to_json(HERE / "pandas.json", orient="records", indent=2)
    days = ["24/01/2024", "04/03/2024", "21/02/2024"]
    semicolons = pl.DataFrame({"Date": days, "Headline": [a["title"] for a in ARTICLES], "Full Text": [a["text"] for a in ARTICLES]})
    semicolons.write_csv(HERE / "polars.csv", separator=";", quote_style="always", include_bom=True)
    bare = pl.DataFrame({"a": [a["id"] for a in ARTICLES], "b": [a["day"] for a in ARTICLES], "c": [a["text"] for a in ARTICLES]})
    bare.write_csv(HERE / "bare.csv", include_header=False)
    lines = pd.DataFrame({"url": [a["url"] for a in ARTICLES], "title": [a["title"] for a in ARTICLES], "seendate": ["20240124T220000Z"] * 3})
    lines.assign(socialimage="", domain="news.example", language="English").to_csv(HERE / "artlist.csv", index=False)
    # Arabic in a table saved by an old program.
    (HERE / "windows1256.csv").write_bytes("العنوان;text;date\n{title};{text};{day}\n".format(**{**ARTICLES[2], "text": ARTICLES[2]["text"].split("\n")[0]}).encode("cp1256"))


def services() -> None:
    """Answers of news services."""
    articles = [{"source": {"id": None, "name": a["outlet"]}, "title": a["title"], "url": a["url"], "publishedAt": a["day"] + "T09:00:00Z", "content": a["text"]} for a in ARTICLES]
    (HERE / "service.json").write_text(json.dumps({"status": "ok", "totalResults": 3, "articles": articles}, ensure_ascii=False))
    results = [{"uri": a["id"], "lang": {"en": "eng", "ar": "ara"}[a["language"]], "dateTime": "2024-06-01T00:00:00Z", "dateTimePub": a["day"] + "T09:00:00Z", "body": a["text"], "title": a["title"], "source": {"uri": "news.example", "title": a["outlet"]}} for a in ARTICLES]
    (HERE / "results.json").write_text(json.dumps({"articles": {"page": 1, "results": results, "totalResults": 3}}, indent=1))


def archives() -> None:
    """A folder of a crawl, packed."""
    record = lambda a: json.dumps({"id": a["id"], "text": a["text"], "published": a["day"]}, ensure_ascii=False)
    parquet = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([{"id": "in-parquet", "text": ARTICLES[0]["text"]}]), parquet)
    picture = b"\x89PNG\r\n\x1a\n" + bytes(64)
    files = [
        ("crawl/a.txt", ARTICLES[0]["text"].encode()),
        ("crawl/b.jsonl.gz", gzip.compress("\n".join(map(record, ARTICLES)).encode(), mtime=0)),
        ("crawl/.DS_Store", b"\0\0\0\1Bud1"),
        ("__MACOSX/crawl/._a.txt", b"\0\5\x16\7"),
        ("crawl/c.csv", "id,text\n1,Torvania thanked Kadesh.\n2\n".encode()),
        ("crawl/d.png", picture),
        ("crawl/e.parquet", parquet.getvalue()),
        ("crawl/empty/", b""),
    ]
    stamp = (2024, 1, 24, 9, 0, 0)
    with zipfile.ZipFile(HERE / "crawl.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, stamp), data, zipfile.ZIP_DEFLATED)
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as second:
            second.writestr(zipfile.ZipInfo("x.txt", stamp), "Within.")
        archive.writestr(zipfile.ZipInfo("crawl/f.zip", stamp), inner.getvalue())
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in files:
            info = tarfile.TarInfo(name.rstrip("/"))
            info.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            info.size, info.mtime = len(data), 1706086800
            archive.addfile(info, io.BytesIO(data))
        long = tarfile.TarInfo("crawl/" + "long-" * 40 + "name.txt")
        long.size = 7
        archive.addfile(long, io.BytesIO(b"Kadesh."))
        link = tarfile.TarInfo("crawl/g.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "a.txt"
        archive.addfile(link)
    (HERE / "crawl.tar.gz").write_bytes(gzip.compress(plain.getvalue(), mtime=0))


for make in [fineweb, cc_news, nested, times, codecs, tables, services, archives]:
    make()
