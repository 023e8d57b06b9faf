"""Makes the pages, archives, feeds and exports in this folder, each by the library that its users have.

    pip install trafilatura lxml_html_clean warcio feedgen
    python make.py

The articles are invented: towns, people and events are made up. What the tests expect of each page stands in `pages/manifest.jsonl`.
"""

import gzip
import html
import io
import json
from datetime import datetime, timezone
from pathlib import Path

import trafilatura
from feedgen.feed import FeedGenerator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).parent
PAGES = HERE / "pages"

EN = {
    "title": "Kavali and Port Selm sign accord on shared harbour",
    "body": [
        "KAVALI - The mayors of Kavali and Port Selm signed an accord on Tuesday that opens the harbour of Port Selm to the fishing boats of both towns for ten years, ending a quarrel that began with the storm of 2019.",
        "Mayor Ada Lund said the accord was the work of “two winters of patient talks” and thanked the provincial governor, Ivo Brandt, who had offered to mediate in November.",
        "Fishermen blocked the harbour road for nine days last spring after the council of Port Selm raised the fees for boats from outside, and two men were hurt when a lorry drove through the line.",
        "The agreement was published in the official gazette on Wednesday morning.",
        "Under its terms a joint office of six people will set the fees each year, and the province will pay for a new breakwater at the eastern end of the bay.",
        "“Nobody got all that he wanted, and that is why it will hold,” said Jonas Weil, who leads the fishermen’s union in Kavali.",
    ],
}
EN2 = {
    "title": "Soldiers clear flooded bridge near Old Marn",
    "body": [
        "Soldiers from the engineers’ battalion cleared the bridge near Old Marn on Sunday, three days after the river Tessen carried two houses and a barn against its pillars.",
        "The district’s spokeswoman, Petra Holm, said that forty families who had been cut off since Thursday could return to the northern bank by the evening.",
        "The army sent two field kitchens and a water lorry from the barracks at Dalby, and the Red Cross opened a shelter in the school of the neighbouring village.",
        "Farmers accused the water board of having opened the sluice at Upper Marn without a warning; the board denied this and said the gauge had failed.",
        "An inquiry led by a retired judge, Emil Rask, is to report in June, the district council decided at an extraordinary meeting.",
    ],
}
AR = {
    "title": "وفد من بلدية وادي الريحان يوقع اتفاقا مع نقابة الصيادين",
    "body": [
        "وقعت بلدية وادي الريحان يوم الثلاثاء اتفاقا مع نقابة الصيادين يقضي بإعادة فتح الميناء القديم بعد إغلاق دام ثلاثة أشهر، وفق ما أعلن رئيس البلدية سامر الخطيب في مؤتمر صحفي.",
        "وقال الخطيب إن الاتفاق جاء «بعد مفاوضات طويلة وصعبة» شارك فيها محافظ الإقليم نادر العلي، مضيفا أن اللجنة المشتركة ستبدأ عملها مطلع الشهر المقبل.",
        "وكان عشرات الصيادين قد أغلقوا الطريق المؤدي إلى الميناء في الربيع الماضي احتجاجا على رفع الرسوم، وأصيب شخصان بجروح طفيفة خلال تدافع أمام مبنى البلدية.",
        "ونشرت الجريدة الرسمية نص الاتفاق يوم الأربعاء.",
        "وبموجب بنود الاتفاق تتكفل المحافظة ببناء حاجز جديد للأمواج في الجهة الشرقية من الخليج، على أن تحدد الرسوم كل عام بالتشاور بين الطرفين.",
    ],
}
AR2 = {
    "title": "الجيش يفتح جسر عين الدلب بعد الفيضانات",
    "body": [
        "أعلن مجلس بلدة عين الدلب يوم الأحد أن وحدة من الجيش فتحت الجسر الشمالي أمام السيارات، بعد ثلاثة أيام من الفيضانات التي جرفت منزلين إلى مجرى النهر.",
        "وقالت المتحدثة باسم المجلس هناء درويش إن أربعين عائلة عادت إلى بيوتها في الضفة الشمالية، فيما بقيت المدرسة مركزا لإيواء من تضررت منازلهم.",
        "وأرسلت قيادة المنطقة مطبخين ميدانيين وصهريج مياه إلى البلدة، وتولى متطوعون من القرى المجاورة توزيع الخبز والبطانيات على السكان.",
        "واتهم مزارعون هيئة المياه بفتح السد الأعلى من دون إنذار، لكن الهيئة نفت ذلك وقالت إن جهاز القياس تعطل ليلة الخميس.",
        "وقرر المجلس تشكيل لجنة تحقيق برئاسة القاضي المتقاعد منير صباغ، على أن ترفع تقريرها قبل نهاية يونيو.",
    ],
}
FR = {
    "title": "Saint-Aubin et Fjordvik signent un accord sur le port",
    "body": [
        "Les maires de Saint-Aubin et de Fjordvik ont signé mardi un accord qui ouvre le port aux bateaux des deux villes pour dix ans, mettant fin à une querelle née de la tempête de 2019.",
        "La maire de Saint-Aubin, Claire Monnet, a salué « deux hivers de discussions patientes » et remercié le préfet, qui avait proposé sa médiation en novembre dernier.",
        "Des pêcheurs avaient bloqué la route du port pendant neuf jours au printemps, après la hausse des droits décidée par le conseil municipal de la ville voisine.",
        "L’accord a été publié mercredi au recueil des actes de la préfecture.",
        "Un bureau commun de six personnes fixera les droits chaque année, et la région paiera une nouvelle digue à l’extrémité orientale de la baie.",
    ],
}
ES = {
    "title": "Puerto Salmo y Kavali firman un acuerdo sobre el puerto",
    "body": [
        "Los alcaldes de Puerto Salmo y Kavali firmaron el martes un acuerdo que abre el puerto a los barcos de ambas ciudades durante diez años y pone fin a una disputa que empezó con la tormenta de 2019.",
        "La alcaldesa Ana Ledesma agradeció «dos inviernos de paciencia» al gobernador de la provincia, que había ofrecido su mediación en noviembre pasado.",
        "Los pescadores cortaron durante nueve días la carretera del puerto la primavera pasada, después de que el ayuntamiento subiera las tasas a las embarcaciones de fuera.",
        "Según el texto, una oficina común de seis personas fijará las tasas cada año y la provincia pagará un nuevo espigón en el extremo oriental de la bahía.",
    ],
}
RU = {
    "title": "Заречный и Норвик подписали соглашение о порте",
    "body": [
        "Мэры городов Заречный и Норвик подписали во вторник соглашение, которое на десять лет открывает порт для рыбацких судов обоих городов и завершает спор, начавшийся после шторма 2019 года.",
        "Мэр Ольга Ветрова поблагодарила губернатора за «две зимы терпеливых переговоров», которые он предложил провести при своём посредничестве в ноябре.",
        "Весной рыбаки девять дней перекрывали дорогу к порту после того, как городской совет повысил сборы для судов из других мест.",
        "По условиям соглашения совместная комиссия из шести человек будет ежегодно устанавливать сборы, а область оплатит новый волнорез на востоке бухты.",
    ],
}


def paragraphs(article, **attributes):
    attributes = "".join(f' {name.rstrip("_")}="{value}"' for name, value in attributes.items())
    return "\n".join(f"<p{attributes}>{html.escape(text, quote=False)}</p>" for text in article["body"])


def linked(data):
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def list_of(titles, head="Related", name="related-stories"):
    items = "".join(f'<li><a href="/story/{n}">{title}</a></li>' for n, title in enumerate(titles))
    return f'<div class="{name}"><h3>{head}</h3><ul>{items}</ul></div>'


OTHERS = ["Ferry strike enters second week", "Council votes on tram line", "Five ways to cook mackerel"]
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
COOKIES = '<div class="cookie-banner" role="dialog"><p>We and our 812 partners store cookies on your device to show you personal advertisements and to count visits.</p><button>Accept all</button></div>'


def en_linked():
    """JSON-LD whose body is one long line; a list of stories and a newsletter stand within the text, a cookie wall before it."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "The Kavali Post", "url": "https://kavalipost.example/"},
            {
                "@type": "NewsArticle",
                "headline": EN["title"],
                "datePublished": "2024-03-06T01:30:00+03:00",
                "dateModified": "2024-03-09T10:00:00+03:00",
                "inLanguage": "en-GB",
                "publisher": {"@type": "Organization", "name": "The Kavali Post"},
                "mainEntityOfPage": "https://kavalipost.example/news/harbour-accord",
                "articleBody": " ".join(EN["body"]),
            },
        ],
    }
    body = paragraphs(EN).split("\n")
    body[2:2] = [list_of(OTHERS)]
    body[5:5] = ['<aside class="newsletter"><p>Sign up to our morning letter and never miss a story from the coast again.</p></aside>']
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{EN["title"]} | The Kavali Post</title>{linked(data)}</head>
<body>{COOKIES}{MENU}<main><article><h1>{EN["title"]}</h1><div class="byline">By Mara Quint</div>{"".join(body)}</article></main>
<footer><p>Copyright 2024 The Kavali Post. All rights reserved.</p></footer></body></html>"""


def en_microdata():
    """Microdata, a picture with a caption, a paragraph that is nearly all link, and readers' comments."""
    body = paragraphs(EN2).split("\n")
    body[1:1] = ['<p>The bridge <a href="/map">is the only crossing of the Tessen for twenty kilometres</a>.</p>']
    comments = "".join(
        f'<div class="comment"><p>{text}</p></div>'
        for text in ["My uncle’s barn was among them and nobody from the board has called him yet, shame on all of them.", "Well done to the engineers, they worked through the night in that cold water."]
    )
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{EN2["title"]} - Marn Valley Herald</title>
<meta property="og:site_name" content="Marn Valley Herald"><meta property="og:title" content="{EN2["title"]} - Marn Valley Herald">
<link rel="canonical" href="https://marnherald.example/2024/04/flood-bridge"></head><body>{MENU}
<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{EN2["title"]}</h1>
<span itemprop="datePublished" content="2024-04-14T18:05:00+02:00">14.4.</span>
<figure><img src="bridge.jpg"><figcaption>Soldiers on the bridge near Old Marn on Sunday. Photograph: Lena Aas</figcaption></figure>
<div itemprop="articleBody">{"".join(body)}</div></div>
<section id="comments" class="comments"><h2>2 comments</h2>{comments}</section></body></html>"""


def en_amp():
    """An AMP page."""
    data = {"@context": "http://schema.org", "@type": "NewsArticle", "headline": EN2["title"], "datePublished": "2024-04-14", "publisher": {"name": "Marn Valley Herald"}}
    return f"""<!doctype html><html amp lang="en"><head><meta charset="utf-8"><link rel="canonical" href="https://marnherald.example/2024/04/flood-bridge">
<title>{EN2["title"]}</title>{linked(data)}<style amp-custom>body{{color:#111}}</style></head><body>
<amp-sidebar id="menu"><ul><li><a href="/">Home</a></li></ul></amp-sidebar>
<header><h1>{EN2["title"]}</h1></header><amp-img src="x.jpg" width="4" height="3"></amp-img>
<div class="article-body">{paragraphs(EN2)}</div>
<amp-social-share type="system"></amp-social-share>{list_of(OTHERS, "Most read", "most-read")}</body></html>"""


def en_wordpress():
    """WordPress: the story in one `article`, three others below it in `article`s of the same class."""
    teasers = "".join(
        f'<article class="post hentry"><h2><a href="/{n}">{title}</a></h2><p>{text}</p></article>'
        for n, (title, text) in enumerate(
            [
                ("Ferry strike enters second week", "The crews of the ferries between the islands stayed ashore for an eighth day on Monday, and the company said it would hire boats from abroad if the union did not come back to the table by Friday."),
                ("Council votes on tram line", "A majority of the council of Dalby voted for the tram line to the university on Monday night, after a debate of six hours in which the finance committee had warned of the cost of the second bridge."),
                ("Orchard blight reaches the valley", "Growers in the lower valley found the first blighted trees on Saturday, and the agricultural office asked them to burn the wood at once and to report every case by telephone before the blossom."),
            ]
        )
    )
    return f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>{EN["title"]} &#8211; Coast Notes</title>
<meta property="article:published_time" content="2024-03-05T20:11:00+00:00"><meta property="og:url" content="https://coastnotes.example/harbour/"></head>
<body class="single-post"><div id="page"><header class="site-header"><p class="site-title"><a href="/">Coast Notes</a></p></header>
<div id="content"><article class="post hentry"><h1 class="entry-title">{EN["title"]}</h1><div class="entry-meta"><time class="entry-date" datetime="2024-03-05T20:11:00+00:00">March 5</time></div>
<div class="entry-content">{paragraphs(EN)}<div class="sharedaddy"><h3 class="sd-title">Share this:</h3><ul><li><a href="#">Click to share</a></li></ul></div></div></article>{teasers}</div></div></body></html>"""


def ar_table():
    """An old portal: tables within tables, lines broken by <br>, Windows-1256 declared in a `meta`."""
    body = "<br><br>\n".join(AR["body"])
    return f"""<html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>شبكة الريحان الإخبارية - {AR["title"]}</title></head>
<body><table width="100%"><tr><td colspan="2"><a href="/">الرئيسية</a> | <a href="/local">محليات</a> | <a href="/sport">رياضة</a></td></tr>
<tr><td width="20%" valign="top"><a href="/1">أسعار الخضار اليوم</a><br><a href="/2">حالة الطقس</a><br><a href="/3">نتائج الدوري</a></td>
<td valign="top"><font size="5"><b>{AR["title"]}</b></font><br><br><div class="text">{body}</div></td></tr>
<tr><td colspan="2">جميع الحقوق محفوظة © شبكة الريحان</td></tr></table></body></html>"""


def ar_wordpress():
    """The template says `en`; "Read also" and a list of stories stand in the middle."""
    body = paragraphs(AR2).split("\n")
    body[2:2] = ['<p><strong>اقرأ أيضا: <a href="/x">افتتاح معرض الكتاب في العاصمة</a></strong></p>']
    body[4:4] = [list_of(["أسعار الذهب اليوم", "موعد مباراة القمة", "طريقة عمل الكعك"], "مواضيع ذات صلة", "related_posts")]
    return f"""<!DOCTYPE html><html lang="en-US" dir="rtl"><head><meta charset="utf-8"><title>{AR2["title"]} | صدى الضفة</title>
<meta property="og:title" content="{AR2["title"]}"><meta property="og:site_name" content="صدى الضفة"><meta property="og:locale" content="ar_AR">
<meta property="og:url" content="https://sada.example/2024/04/14/bridge/"><meta property="article:published_time" content="2024-04-14T16:40:00+03:00"></head>
<body><div class="top"><a href="/">الرئيسية</a></div><article><h1>{AR2["title"]}</h1><div class="entry">{"".join(body)}</div></article>
<div class="sidebar"><h3>الأكثر قراءة</h3><ul><li><a href="/5">خمس نصائح للصائمين</a></li></ul></div></body></html>"""


def ar_linked():
    """JSON-LD whose body holds mark-up and entities; the visible page is built by scripts."""
    body = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in AR["body"])
    data = [{"@type": "BreadcrumbList"}, {"@context": "https://schema.org", "@type": ["NewsArticle"], "headline": AR["title"], "articleBody": body, "datePublished": "2024-03-06T00:10:00+03:00", "publisher": {"@type": "Organization", "name": "وكالة السهل"}, "inLanguage": "ar", "url": "https://sahl.example/a/77"}]
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{AR["title"]}</title>{linked(data)}</head>
<body><div id="root"></div><noscript>يجب تفعيل جافاسكربت لعرض الصفحة</noscript><script>window.__DATA__={{}}</script></body></html>"""


def fr_teaser():
    """JSON-LD with no more than a teaser; the page holds the story."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": FR["title"][:40] + "…", "articleBody": FR["body"][0] + " " + FR["body"][1][:60] + "…", "datePublished": "2024-03-05T19:00:00+01:00", "publisher": [{"@type": "Organization", "name": "Le Courrier de Saint-Aubin"}]}
    return f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{FR["title"]} - Le Courrier de Saint-Aubin</title>{linked(data)}
<link rel="canonical" href="https://courrier.example/port/accord"></head><body>{MENU}<main><h1>{FR["title"]}</h1>
<div class="article__content">{paragraphs(FR, class_="article__paragraph")}</div><div class="subscribe-box"><p>Abonnez-vous pour un euro le premier mois et lisez tous nos articles en illimité.</p></div></main>
{list_of(["Grève des bacs : deuxième semaine", "Recette du maquereau"], "Lire aussi", "a-lire-aussi")}</body></html>"""


def es_breaks():
    """Paragraphs divided by <br>, Windows-1252 and undeclared."""
    body = "<br/><br/>".join(ES["body"])
    return f"""<html><head><title>{ES["title"]} :: Diario de la Bahía</title><meta name="date" content="2024-03-05"></head>
<body><div id="cabecera"><a href="/">Portada</a> <a href="/deportes">Deportes</a></div><h1>{ES["title"]}</h1><div id="texto">{body}</div>
<div id="pie"><a href="/legal">Aviso legal</a> <a href="/contacto">Contacto</a></div></body></html>"""


def ru_old():
    """Windows-1251, with a `meta` that says UTF-8."""
    return f"""<html><head><meta charset="utf-8"><title>{RU["title"]} — Вестник Заречного</title><meta property="og:site_name" content="Вестник Заречного"></head>
<body><div class="menu"><a href="/">Главная</a><a href="/sport">Спорт</a></div><div class="news"><h1>{RU["title"]}</h1><div class="date">5 марта 2024</div>{paragraphs(RU)}
<p class="tags">Теги: <a href="/t/1">порт</a>, <a href="/t/2">рыбаки</a></p></div><div class="footer">Перепечатка только со ссылкой на источник.</div></body></html>"""


def en_index():
    """A section front: many headlines, no story."""
    items = "".join(f'<li><h3><a href="/{n}">{title}</a></h3><time datetime="2024-03-{n + 1:02}">{n + 1} March</time></li>' for n, title in enumerate(OTHERS * 4))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>World | The Kavali Post</title><meta property="og:site_name" content="The Kavali Post"></head>
<body>{MENU}<h1>World</h1><p class="intro">News from beyond the bay.</p><ul class="river">{items}</ul></body></html>"""


def en_error():
    """A page that says it is none."""
    return "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx</center></body></html>"


HARBOUR = {"title": EN["title"], "expect_with": ["ending a quarrel that began with the storm of 2019", "that is why it will hold", "The agreement was published in the official gazette"]}
FLOOD = {"title": EN2["title"], "expect_with": ["carried two houses and a barn", "is to report in June"]}
SITE = [
    (en_linked, "utf-8", HARBOUR | {"expect_without": ["Ferry strike", "morning letter", "812 partners", "All rights reserved", "By Mara Quint"], "published": "2024-03-06", "publisher": "The Kavali Post", "language": "en-GB", "url": "https://kavalipost.example/news/harbour-accord", "expected_text": EN["body"]}),
    (en_microdata, "utf-8", FLOOD | {"expect_with": FLOOD["expect_with"] + ["is the only crossing of the Tessen"], "expect_without": ["Photograph", "uncle’s barn", "Well done"], "published": "2024-04-14", "publisher": "Marn Valley Herald", "language": "en-GB", "url": "https://marnherald.example/2024/04/flood-bridge"}),
    (en_amp, "utf-8", FLOOD | {"expect_without": ["Ferry strike", "color"], "published": "2024-04-14", "publisher": "Marn Valley Herald", "language": "en", "expected_text": EN2["body"]}),
    (en_wordpress, "utf-8", HARBOUR | {"expect_without": ["stayed ashore", "finance committee", "blighted"], "published": "2024-03-05", "publisher": "coastnotes.example", "language": "en-US", "expected_text": EN["body"]}),
    (ar_table, "windows-1256", {"title": AR["title"], "expect_with": ["بعد إغلاق دام ثلاثة أشهر", "بالتشاور بين الطرفين"], "expect_without": ["أسعار الخضار", "جميع الحقوق"], "language": None, "expected_text": AR["body"]}),
    (ar_wordpress, "utf-8", {"title": AR2["title"], "expect_with": ["جرفت منزلين", "قبل نهاية يونيو"], "expect_without": ["أسعار الذهب", "الأكثر قراءة", "خمس نصائح"], "published": "2024-04-14", "publisher": "صدى الضفة", "language": "ar-AR", "url": "https://sada.example/2024/04/14/bridge/"}),
    (ar_linked, "utf-8", {"title": AR["title"], "expect_with": ["بعد إغلاق دام ثلاثة أشهر", "بالتشاور بين الطرفين"], "expect_without": ["<p>", "&lt;", "جافاسكربت"], "published": "2024-03-06", "publisher": "وكالة السهل", "language": "ar", "url": "https://sahl.example/a/77", "expected_text": AR["body"]}),
    (fr_teaser, "utf-8", {"title": FR["title"], "expect_with": ["une nouvelle digue", "L’accord a été publié mercredi"], "expect_without": ["Abonnez-vous", "Grève des bacs"], "published": "2024-03-05", "publisher": "Le Courrier de Saint-Aubin", "language": "fr", "expected_text": FR["body"]}),
    (es_breaks, "windows-1252", {"title": ES["title"], "expect_with": ["un nuevo espigón", "«dos inviernos de paciencia»"], "expect_without": ["Aviso legal", "Portada"], "published": "2024-03-05", "language": None, "expected_text": ES["body"]}),
    (ru_old, "windows-1251", {"title": RU["title"], "expect_with": ["новый волнорез", "открывает порт"], "expect_without": ["Перепечатка", "Главная"], "publisher": "Вестник Заречного", "language": None, "expected_text": RU["body"]}),
    (en_index, "utf-8", {"title": "World", "published": None, "publisher": "The Kavali Post"}),
    (en_error, "utf-8", {"title": "404 Not Found", "published": None}),
]


def pages():
    PAGES.mkdir(exist_ok=True)
    with open(PAGES / "manifest.jsonl", "w", encoding="utf-8") as manifest:
        for make, encoding, expected in SITE:
            name = f"{make.__name__}.html"
            (PAGES / name).write_bytes(make().encode(encoding))
            expected = dict(expected, file=name, about=make.__doc__)
            if "expected_text" in expected:
                expected["expected_text"] = "\n".join(expected["expected_text"])
            manifest.write(json.dumps(expected, ensure_ascii=False) + "\n")
    # The same page in other encodings, undeclared.
    text = ar_table().replace("windows-1256", "x")
    plain = text.replace("«", "").replace("»", "").replace("©", "")
    (HERE / "ar_iso-8859-6.html").write_bytes(plain.encode("iso-8859-6"))
    (HERE / "ar_utf-16.html").write_bytes(text.encode("utf-16"))
    (HERE / "ru_koi8-r.txt").write_bytes("\n".join(RU["body"]).encode("koi8-r", "ignore"))


def chunked(body, size=700):
    out = b""
    for at in range(0, len(body), size):
        piece = body[at : at + size]
        out += b"%x\r\n%s\r\n" % (len(piece), piece)
    return out + b"0\r\n\r\n"


def warc(name, packed):
    """A crawl of the pages: requests, redirects, a picture and a missing page among them; one response in chunks, one packed."""
    number = iter(range(1, 1000))
    with open(HERE / name, "wb") as file:
        writer = WARCWriter(file, gzip=packed, warc_version="1.1")

        def add(kind, url, payload, status="200 OK", content="text/html", extra=(), http=True, **headers):
            n = next(number)
            told = {"WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{n:012}>", "WARC-Date": f"2024-05-01T10:00:{n:02}Z"} | headers
            http = StatusAndHeaders(status, [("Content-Type", content), *extra], protocol="HTTP/1.1") if http else None
            writer.write_record(writer.create_warc_record(url, kind, payload=io.BytesIO(payload), http_headers=http, warc_headers_dict=told, warc_content_type=None if http else content))

        writer.write_record(writer.create_warcinfo_record(name, {"software": "warcio"}))
        next(number)
        base = "https://kavalipost.example/news/"
        add("response", base + "harbour-accord", en_linked().encode(), content="text/html; charset=utf-8")
        request = StatusAndHeaders("GET /news/harbour-accord HTTP/1.1", [("Host", "kavalipost.example")], is_http_request=True)
        writer.write_record(writer.create_warc_record(base + "harbour-accord", "request", http_headers=request))
        next(number)
        body = ar_table().encode("windows-1256")
        add("response", "https://rayhan.example/a/1", chunked(body), extra=[("Transfer-Encoding", "chunked")])
        add("response", "https://marnherald.example/2024/04/flood-bridge", gzip.compress(en_microdata().encode(), mtime=0), extra=[("Content-Encoding", "gzip")])
        add("response", base + "old", b"", status="301 Moved Permanently", extra=[("Location", base + "harbour-accord")])
        add("response", base + "gone", en_error().encode(), status="404 Not Found")
        add("response", base + "bridge.png", b"\x89PNG\r\n\x1a\n" + bytes(200), content="image/png")
        add("response", base + "quiet", en_amp().encode(), content="application/octet-stream")
        add("resource", "https://sahl.example/a/77", ar_linked().encode(), content="text/html; charset=utf-8", http=False)
        add("metadata", base + "harbour-accord", b"fetchTimeMs: 12", content="application/warc-fields", http=False)


def wet():
    """Plain text of pages, as Common Crawl's WET files have it."""
    with open(HERE / "pages.warc.wet.gz", "wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.0")
        for n, (article, language, url) in enumerate([(EN2, "eng", "https://marnherald.example/2024/04/flood-bridge"), (AR2, "ara", "https://sada.example/2024/04/14/bridge/"), (FR, "fra,eng", "https://courrier.example/port/accord")], 1):
            text = "\n".join([article["title"], *article["body"]])
            told = {"WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{n:012}>", "WARC-Date": f"2024-05-01T10:00:{n:02}Z", "WARC-Identified-Content-Language": language}
            writer.write_record(writer.create_warc_record(url, "conversion", payload=io.BytesIO(text.encode()), warc_headers_dict=told, warc_content_type="text/plain"))


def feeds():
    def make(language):
        feed = FeedGenerator()
        feed.load_extension("dc")
        feed.id("https://kavalipost.example/")
        feed.title("The Kavali Post")
        feed.link(href="https://kavalipost.example/", rel="alternate")
        feed.link(href="https://kavalipost.example/feed", rel="self")
        feed.description("News from the bay")
        feed.language(language)
        feed.updated(datetime(2024, 5, 1, tzinfo=timezone.utc))
        feed.lastBuildDate(datetime(2024, 5, 1, tzinfo=timezone.utc))
        for article, slug, when, full in [(EN, "harbour-accord", "2024-03-06T01:30:00+03:00", True), (EN2, "flood", "2024-04-14T18:05:00+02:00", True), (FR, "accord", "2024-03-05T19:00:00+01:00", False)]:
            entry = feed.add_entry(order="append")
            entry.id(f"https://kavalipost.example/news/{slug}")
            entry.title(article["title"])
            entry.link(href=f"https://kavalipost.example/news/{slug}")
            entry.published(when)
            entry.updated("2024-05-01T00:00:00Z")
            entry.author({"name": "Mara Quint", "email": "mara@kavalipost.example"})
            entry.summary(article["body"][0][:120] + "…")
            if full:
                entry.content(paragraphs(article), type="CDATA")
        return feed

    make("en").rss_file(str(HERE / "feed.rss"), pretty=True)
    make("en").atom_file(str(HERE / "feed.atom"), pretty=True)


def exports():
    """What trafilatura makes of our pages."""
    texts = [(en_microdata(), "https://marnherald.example/2024/04/flood-bridge"), (ar_wordpress(), "https://sada.example/2024/04/14/bridge/")]

    def extract(form):
        return [trafilatura.extract(page, output_format=form, with_metadata=True, url=url) for page, url in texts]

    (HERE / "trafilatura.xml").write_text(extract("xml")[0], encoding="utf-8")
    (HERE / "trafilatura_many.xml").write_text("<corpus>\n" + "\n".join(extract("xml")) + "\n</corpus>\n", encoding="utf-8")
    (HERE / "trafilatura.tei.xml").write_text(extract("xmltei")[1], encoding="utf-8")
    (HERE / "trafilatura.jsonl").write_text("\n".join(extract("json")) + "\n", encoding="utf-8")
    (HERE / "trafilatura.csv").write_text("".join(extract("csv")), encoding="utf-8")


pages()
warc("crawl.warc.gz", True)
warc("crawl.warc", False)
wet()
feeds()
exports()
