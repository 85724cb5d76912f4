#!/usr/bin/env python3
"""Writes a generated corpus as a portal folder, to measure with: standard library only.

    make_portal.py CORPUS.jsonl OUT [--maps MAPS]

A line of the corpus is one text: id, kind ("service" or "guide"), title, summary, municipality
{code, name}, service_id, topics, audience, eservice, updated, body_markdown. A service becomes one
service with a provision and a local text in each municipality that has it; a guide becomes a guide.
MAPS (default: the repository's maps/) gives the layers and places. The same corpus gives the same bytes.
"""
import argparse
import json
import os
import re
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
AUDIENCES = {"medborgare": "citizen", "foretag": "business", "foretagare": "business", "forening": "association"}


def slug(text):
    text = text.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:64].strip("-")


def quoted(text):
    """A TOML basic string; JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def front_matter(title, summary, keywords):
    words = ", ".join(quoted(word) for word in keywords)
    return f"+++\ntitle = {quoted(title)}\nsummary = {quoted(summary[:199])}\nkeywords = [{words}]\n+++\n"


def body(text, services):
    """Invented addresses of own pages lead to a service that exists instead."""
    target = services[0]
    return re.sub(r"\]\(/[^)]*\)", f"](service:{target})", text)


def audiences(document):
    found = [AUDIENCES[name] for name in document["audience"] if name in AUDIENCES]
    return json.dumps(sorted(set(found)) or ["citizen"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("out")
    parser.add_argument("--maps", default=os.path.join(HERE, "..", "maps"))
    options = parser.parse_args()
    if os.path.exists(options.out):
        sys.exit(f"{options.out} exists already: name a folder that does not")
    with open(options.corpus, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]

    content = os.path.join(options.out, "content")
    services = sorted({document["service_id"] for document in documents if document["kind"] == "service"})
    topics = sorted({topic for document in documents for topic in document["topics"]})
    write(os.path.join(options.out, "samvis.toml"),
          'title = { sv = "Mätportalen" }\ntagline = { sv = "Text som ingen ska läsa" }\n'
          'base_url = "https://samvis.example"\nlocales = ["sv"]\n\n[contact]\nname = { sv = "Ingen" }\n'
          'url = "/sv/om"\n\n[maps]\nmunicipalities = "kommuner"\ncounties = "lan"\nbase = "bas"\n')
    write(os.path.join(content, "topics.toml"), "\n".join(
        f'[[topics]]\nid = "{slug(topic)}"\nslug = {{ sv = "{slug(topic)}" }}\ntitle = {{ sv = {quoted(topic)} }}\n'
        f'summary = {{ sv = {quoted(topic)} }}\n' for topic in topics))
    write(os.path.join(content, "events.toml"), "")
    write(os.path.join(content, "pages", "about", "sv.md"),
          '+++\ntitle = "Om"\nsummary = "En portal att mäta med."\nreviewed = 2026-11-23\n+++\n\nText.\n')
    shutil.copytree(options.maps, os.path.join(options.out, "maps"))

    done = set()
    for document in documents:
        topic_list = json.dumps([slug(topic) for topic in document["topics"]])
        text = body(document["body_markdown"], services)
        if document["kind"] == "guide":
            folder = os.path.join(content, "guides", slug(document["id"]))
            write(os.path.join(folder, "guide.toml"),
                  f'audience = {audiences(document)}\ntopics = {topic_list}\nevents = []\nservices = []\n'
                  f'owner = "Ingen"\nreviewed = {document["updated"]}\nversion = 1\n')
            write(os.path.join(folder, "sv.md"), front_matter(document["title"], document["summary"], []) + text + "\n")
            continue
        service, place = document["service_id"], document["municipality"]
        municipality = os.path.join(content, "municipalities", slug(place["name"]))
        if service not in done:
            done.add(service)
            folder = os.path.join(content, "services", service)
            title = document["title"].rsplit(" i ", 1)[0]
            write(os.path.join(folder, "service.toml"),
                  f'kind = "application"\naudience = {audiences(document)}\ntopics = {topic_list}\nevents = []\n'
                  f'responsible = "municipality"\ncommon = false\nowner = "Ingen"\nreviewed = {document["updated"]}\n'
                  'version = 1\nfacts = "verified"\n\n[fee]\nkind = "local"\n')
            write(os.path.join(folder, "sv.md"), front_matter(title, document["summary"], []) + "Se din kommun.\n")
        if place["code"] not in done:
            done.add(place["code"])
            write(os.path.join(municipality, "municipality.toml"),
                  f'code = "{place["code"]}"\ncounty = "{place["code"][:2]}"\nnames = {{ sv = {quoted(place["name"])} }}\n'
                  f'website = "https://{slug(place["name"])}.example"\nconfirmed = 2026-11-23\nsource = "påhittad"\n')
        provision = os.path.join(municipality, "provisions", service)
        write(provision + ".toml",
              f'state = "provided"\nconfirmed = {document["updated"]}\nsource = "påhittad"\n\n[[channels]]\n'
              f'kind = "e_service"\nurl = {quoted(document["eservice"] or "https://example.example/")}\nlogin = "unknown"\n')
        write(provision + ".sv.md", front_matter(document["title"], document["summary"], []) + text + "\n")
    print(f"{len(documents)} texts, {len(services)} services in {options.out}")


if __name__ == "__main__":
    main()
