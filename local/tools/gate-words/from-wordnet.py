"""Makes src/SecureText.Core/Sending/wordnet-*.txt from Princeton WordNet 3.0 (in Debian: apt-get install wordnet-base).

    python3 local/tools/gate-words/from-wordnet.py /usr/share/wordnet src/SecureText.Core/Sending

A noun is taken when each of its senses lies below one of the roots, and it is no verb, adjective or adverb as well: "aspirin"
is, "speed" and "cold" are not. Left out are plants' and animals' diseases, drinks and tobacco, and LEFT_OUT.
"""
import collections
import pathlib
import re
import sys

ROOTS = {  # rule: words, each with words of the gloss that pick the sense
    "diagnosis": [("disease", "impairment of health"), ("illness", "impairment"), ("symptom", "(medicine)"), ("mental_disorder", ""),
                  ("injury", "physical damage"), ("birth_defect", ""), ("inflammation", "response"), ("tumor", "abnormal new mass"),
                  ("infection", "pathological state")],
    "drug": [("drug", "used as a medicine"), ("medicine", "treats or prevents"), ("contraceptive", "")],
    "procedure": [("medical_procedure", ""), ("operation", "medical procedure"), ("therapy", "(medicine)"), ("diagnostic_test", ""),
                  ("diagnostic_procedure", "")],
    "specialty": [("medical_specialist", ""), ("medical_science", "")],
}
NOT_BELOW = ["plant_disease", "animal_disease", "alcohol", "tobacco", "inebriant", "vaccination", "first_aid", "medicinal_herb"]
LEFT_OUT = """
    # Care of everybody, and things of every household.
    primary care, preventive medicine, family medicine, general medicine, internal medicine, emergency medicine, sports medicine,
    tropical medicine, veterinary medicine, space medicine, aerospace medicine, aeromedicine, aviation medicine, forensic medicine,
    materia medica, dentistry, dental medicine, dental procedure, hygienist, mental hygiene, hygienics, hygiene, diplomate,
    pediatrics, paediatrics, pediatric medicine, pediatrician, pediatrist, paediatrician, baby doctor, pedology, geriatrics,
    geriatrician, gerontology, gerontologist, general practitioner, internist, eye doctor, optometry, diagnostics, diagnostician,
    therapeutics, biomedicine, pharmaceutics, pharmacology, medical science, medical specialist, medical specialty, epidemiology,
    aromatherapy, disinfection, medicinal drug, generic drug, brand name drug, prescription drug, prescription medicine, proprietary drug,
    over the counter drug, over the counter medicine, ethical drug, patent medicine, pharmaceutical, pharmaceutic, medicament, medication,
    placebo, active placebo, antidote, booster shot, booster dose, recall dose, drug cocktail, blocking agent, suppressant, synergist,
    fixed combination drug, talcum, talcum powder, baby oil, baby powder, bath powder, face powder, toilet powder, dusting powder, lip balm,
    dry mustard, powdered mustard, rubbing alcohol, eye lotion, castor oil, holy oil, sacramental oil, chrism, smoking mixture, elixir of life,
    magic bullet, cure all, physic, massage, first aid, medical procedure, diagnostic procedure, diagnostic technique, diagnostic test,
    stress test, health check, medical exam, physical, giving medication, assertiveness training, cloze test, cloze procedure, cutting out,
    token economy, play therapy, crisis intervention, common cold, head cold, influenza, car sickness, air sickness, airsickness, seasickness,
    bee sting, mosquito bite, insect bite, windburn, hickey, love bite, dog bite
    # First names, slang and other senses.
    amelia, elvis, luminal, bayer, spots, bends, frenzy, disservice, ill service, ill turn, crack up, taking apart, sword cut, folie,
    mass hysteria, xenophobia, maladjustment, stigmata, breakdown, dead hand, mooneye, blain, formication, dismemberment, mutilation, passion of christ,
    acapulco gold, african tea, arabian tea, atomic cocktail, back breaker, battery acid, bennie, big h, blue angel, cat valium, cristal,
    disco biscuit, easy lay, forget me drug, georgia home boy, green goddess, grievous bodily harm, hell dust, honey oil, hug drug,
    knockout drops, loony toons, mary jane, mexican green, mickey finn, nose candy, pep pill, red devil, special k, super acid, super c,
    truth drug, truth serum, window pane, d and c, periwinkle plant derivative, prophylactic device, virility drug, larium, robotic telesurgery
    # Names that nobody should read in a file of ours.
    cuban itch, indian cholera, kaffir pox, west indian smallpox, mongolism, mongolianism, infantile amaurotic idiocy,
    juvenile amaurotic idiocy, seal limbs, venus's curse, sex change operation, transsexual surgery
"""

folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
below, gloss, senses = {}, {}, collections.defaultdict(list)
for line in open(folder / "data.noun", encoding="latin-1"):
    if line.startswith("  "):
        continue
    data, text = line.split(" | ", 1)
    parts = data.split()
    at = 4 + 2 * int(parts[3], 16)
    pointers = [parts[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(parts[at]))]
    below[parts[0]], gloss[parts[0]] = [to for kind, to, *_ in pointers if kind == "~"], text
    for name in parts[4:at:2]:
        senses[name.lower()].append(parts[0])


def closure(offsets):
    todo, seen = list(offsets), set()
    while todo:
        offset = todo.pop()
        if offset not in seen:
            seen.add(offset)
            todo += below[offset]
    return seen


unwanted = closure(offset for name in NOT_BELOW for offset in senses.get(name, []))
medical = {}
for rule, roots in ROOTS.items():
    starts = [offset for name, hint in roots for offset in senses.get(name, []) if hint in gloss[offset]]
    for offset in closure(starts) - unwanted:
        medical.setdefault(offset, rule)

elsewhere = {line.split(" ", 1)[0] for part in ("verb", "adv", "adj") for line in open(folder / f"index.{part}", encoding="latin-1")}
left_out = {word.strip() for line in LEFT_OUT.split("\n") if "#" not in line for word in line.split(",")}
lists = collections.defaultdict(set)
for name, where in senses.items():
    word = re.sub("[_-]", " ", name)
    if name in elsewhere or word in left_out or not all(offset in medical for offset in where):
        continue
    if re.fullmatch(r"[a-z']{5,}|[a-z']+( [a-z']+){1,3}", word) and not re.fullmatch(r"[a-z]+ing", word):
        lists[medical[where[0]]].add(word)

for rule, found in lists.items():
    lines = ["# From Princeton WordNet 3.0 by local/tools/gate-words/from-wordnet.py; its terms are in wordnet-licence.txt."]
    for word in sorted(found):
        if lines[-1][0] != "#" and len(lines[-1]) + len(word) < 150:
            lines[-1] += ", " + word
        else:
            lines.append(word)
    (out / f"wordnet-{rule}.txt").write_text("\n".join(lines) + "\n")
    print(rule, len(found))
