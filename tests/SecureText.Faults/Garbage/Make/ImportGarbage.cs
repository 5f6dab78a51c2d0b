using System.IO.Compression;
using System.Text;

namespace SecureText.Faults.Garbage;

/// <summary>Files of patients and occasions: CSV as spreadsheets and people spoil it, FHIR as no server should write it.</summary>
internal static class ImportGarbage
{
    internal static Mutant Make(int number, Dice dice, Corpus corpus)
    {
        var mark = corpus.Canaries.Mark(number);
        var isFhir = dice.Percent(45);
        var kind = isFhir ? "fhir" : dice.Pick(["patient", "patient", "appointment", "visit", "statement", "refill", "recall"]);
        if (dice.Percent(5)) kind = dice.Pick(["", "FHIR", "Patient", "1", "csv", "%00", Uri.EscapeDataString(mark)]);
        var body = isFhir ? Fhir(dice, mark) : Csv(dice, mark);
        if (dice.Percent(2)) body = Zip(body);
        List<(string, string)> headers =
        [
            ("Host", "127.0.0.1"), .. corpus.Owner.Headers, ("X-SecureText", "1"), ("Content-Type", isFhir ? "application/fhir+json" : "text/csv"),
            ("X-File-Name", dice.Percent(70) ? $"{mark}.csv" : HeaderGarbage.Wire(Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Odd.Text(dice)))))),
        ];
        return new Mutant(number, isFhir ? "fhir" : "csv", "POST", $"/api/imports?kind={kind}", headers, body) { Operation = "UploadImport" };
    }

    private static byte[] Csv(Dice dice, string mark)
    {
        var between = dice.Percent(70) ? "," : dice.Pick([";", "\t", "|", ", "]);
        var end = dice.Pick(["\r\n", "\n", "\r", "\n\r"]);
        var header = dice.Percent(85) ? "Patient ID,Mobile,Name,DOB,Language,State,Date,Time,Doctor,Status,Consent"
            : dice.Pick(["", "a,a,a,a", new string(',', dice.Pick([199, 200, 5000])), mark, "\"Name\nof it\",Mobile", Odd.Repeated(dice)]);
        var text = new StringBuilder(header.Replace(",", between, StringComparison.Ordinal)).Append(end);
        for (var row = dice.Pick([0, 1, 3, 30]); row > 0; row--)
        {
            var cells = new List<string> { $"P-{row}", $"206555{100 + dice.Below(100):D4}", $"Ida {mark}", "07/21/1980", "en", "WA", "12/31/2026", "2:30 PM", $"Dr. {mark}", "booked", "yes" };
            for (var i = dice.Below(4); i > 0; i--) cells[dice.Below(cells.Count)] = Cell(dice, mark);
            text.Append(string.Join(between, cells)).Append(dice.Percent(90) ? end : dice.Pick(["\n", "\r", "\"", "\0"]));
        }

        if (dice.Percent(4)) text.Append(dice.Pick(["\"", ","])).Append(dice.Pick(['x', ',', '"', ' ']), 3_000_000);
        return dice.Percent(12) ? ByteMutation.Damage(Encoding.UTF8.GetBytes(text.ToString()), dice) : ByteMutation.Encode(text.ToString(), dice);
    }

    private static string Cell(Dice dice, string mark) => dice.Below(9) switch
    {
        0 => $"\"{mark}\"\"{mark}\n{mark}\"",
        1 => $"\"{mark}",
        2 => $"={mark}",
        3 => dice.Pick(Odd.Times),
        4 => dice.Pick(Odd.Numbers),
        5 => mark + new string('x', dice.Pick([200, 3980, 4001])),
        6 => string.Concat(Enumerable.Repeat(dice.Pick(["1T1:11", "1 ", "1 1:1", "2026-01-01 ", "\u00A0"]), 500)),
        7 => $"{mark}\"{mark}",
        _ => Odd.Text(dice) is { Length: < 5000 } odd ? odd : "x",
    };

    private static byte[] Fhir(Dice dice, string mark)
    {
        var patient = new
        {
            resourceType = "Patient",
            id = "p1",
            identifier = new[] { new { system = "urn:x", value = mark } },
            name = new[] { new { use = "official", family = mark, given = new[] { "Ida" } } },
            telecom = new[] { new { system = "phone", use = "mobile", value = "+1 206 555 0142" } },
            birthDate = "1980-07-21",
            address = new[] { new { state = "WA" } },
            communication = new[] { new { preferred = true, language = new { coding = new[] { new { code = "es" } } } } },
        };
        var visit = new
        {
            resourceType = "Appointment",
            id = "a1",
            status = "booked",
            start = "2026-12-31T14:30:00-08:00",
            participant = new[] { new { actor = new { reference = "Patient/p1", display = mark, type = "Patient" } }, new { actor = new { reference = "Appointment/a1", display = mark, type = "Practitioner" } } },
        };
        var invoice = new { resourceType = "Invoice", id = "i1", status = "issued", date = "2026-10-01", subject = new { reference = "urn:uuid:p1" }, totalGross = new { value = 120.5, currency = "USD" } };
        var account = new { resourceType = "Account", id = "c1", status = "active", subject = new[] { new { reference = "Patient/p1" } }, balance = new { value = 10 } };
        var resources = new object[] { patient, visit, invoice, account, new { resourceType = "Observation", id = "o1", valueString = mark } };
        var bundle = new { resourceType = "Bundle", type = "collection", entry = resources.Select((one, at) => new { fullUrl = $"urn:uuid:{at}", resource = one }) };
        var tree = dice.Below(8) switch
        {
            < 4 => Tree.Of(bundle),
            4 => Tree.Of(new { resourceType = "Bundle", entry = new[] { new { resource = (object)bundle }, new { resource = (object)bundle } } }),
            5 => new Tree.Items([Tree.Of(patient), Tree.Of(visit)]),
            _ => Tree.Of(dice.Pick(resources)),
        };
        if (dice.Percent(10))
        {
            var lines = resources.Select(one => TreeMutation.Change(Tree.Of(one), dice, mark).ToString());
            return ByteMutation.Encode(string.Join(dice.Pick(["\n", "\r\n", "\n\n", "\r"]), lines), dice);
        }

        // A bundle in a bundle, as deep as a reader might follow.
        if (dice.Percent(4))
        {
            var text = tree.ToString();
            for (var depth = dice.Pick([5, 20, 40]); depth > 0; depth--) text = $"{{\"resourceType\":\"Bundle\",\"entry\":[{{\"resource\":{text}}}]}}";
            return Encoding.UTF8.GetBytes(text);
        }

        return dice.Percent(8) ? ByteMutation.Damage(Encoding.UTF8.GetBytes(tree.ToString()), dice)
            : ByteMutation.Encode(TreeMutation.Change(tree, dice, mark).ToString(), dice);
    }

    private static byte[] Zip(byte[] content)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("x.csv").Open();
            entry.Write(content);
        }

        return file.ToArray();
    }
}
