using System.Text;
using SecureText.Consent;
using SecureText.Roster;
using SecureText.Texting;

namespace SecureText.Import;

public class RowReadingTests
{
    private static readonly TimeZoneInfo Seattle = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [Fact]
    public void Patient_of_a_usual_export_is_read_whole()
    {
        var row = Only(ImportKind.Patient,
            "MRN,Last Name,First Name,DOB,Cell Phone,Preferred Language,State,Time Zone,SMS Consent,Consent Date",
            "A-17,Soto,Ana,1/31/1980,(206) 555-0123,Spanish,Washington,Pacific,appointments; billing,2026-01-02");
        Assert.Null(row.Refusal);
        var patient = row.Patient!;
        Assert.Equal(("A-17", "+12065550123", "Ana Soto"), (patient.Id, patient.Number, patient.Name));
        Assert.Equal((new DateOnly(1980, 1, 31), Language.Spanish), (patient.Born, patient.Language));
        Assert.Equal(("WA", "America/Los_Angeles"), (patient.State, patient.Zone));
        Assert.Equal([MessageClass.Appointments, MessageClass.Billing], patient.Consent!.Classes);
        Assert.Equal(new DateOnly(2026, 1, 2), patient.Consent.On);
    }

    [Fact]
    public void Spanish_headers_are_known()
    {
        var row = Only(ImportKind.Patient, "Expediente;Nombre completo;Teléfono celular;Fecha de nacimiento;Idioma;Consentimiento SMS", "7;Soto, Ana;206-555-0123;1980-01-31;Español;sí");
        Assert.Equal(("7", "Ana Soto", Language.Spanish), (row.Patient!.Id, row.Patient.Name, row.Patient.Language));
        Assert.Equal(5, row.Patient.Consent!.Classes.Count);
    }

    [Theory]
    [InlineData("(555) 0123", "the number (555) 0123 has too few digits")]
    [InlineData("206-555-0123 x4", "the number 206-555-0123 x4 has letters or an extension")]
    [InlineData("52 55 5555 0123 44", "the number 52 55 5555 0123 44 has too many digits")]
    [InlineData("106-555-0123", "the number 106-555-0123 is no number in the US or Canada")]
    [InlineData("2.06555E+09", "the number 2.06555E+09 was shortened by a spreadsheet; format the column as text")]
    [InlineData("", "there is no mobile number")]
    public void Number_that_cannot_be_texted_is_refused_with_the_reason(string number, string reason) =>
        Assert.Equal(reason, Only(ImportKind.Patient, "id,name,phone", $"1,Ana,{number}").Refusal);

    [Fact]
    public void All_that_is_wrong_is_said_at_once() => Assert.Equal(
        "there is no patient ID; the date of birth 1/31/80 cannot be read; write it as 1980-12-31 or 12/31/1980; there is no mobile number; there is no name",
        Only(ImportKind.Patient, "id,name,phone,dob", ",,,1/31/80").Refusal);

    [Theory]
    [InlineData("", null)]
    [InlineData("yes", 5)]
    [InlineData("N", 0)]
    [InlineData("Citas, Cobros", 2)]
    public void Consent_is_what_the_file_says(string cell, int? classes) =>
        Assert.Equal(classes, Only(ImportKind.Patient, "id;name;phone;text consent", $"1;Ana;2065550123;{cell}").Patient!.Consent?.Classes.Count);

    [Fact]
    public void Column_called_only_consent_is_not_taken_for_an_agreement_to_texts() =>
        Assert.Null(Only(ImportKind.Patient, "id,name,phone,consent", "1,Ana,2065550123,yes").Patient!.Consent);

    [Fact]
    public void Consent_that_is_not_understood_is_refused() => Assert.StartsWith(
        "the consent maybe is not known", Only(ImportKind.Patient, "id,name,phone,text consent", "1,Ana,2065550123,maybe").Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-11-24", "2:30 PM", "2026-11-24T22:30:00Z")]
    [InlineData("11/24/2026", "14:30", "2026-11-24T22:30:00Z")]
    [InlineData("11/24/2026 2:30 pm", "", "2026-11-24T22:30:00Z")]
    [InlineData("11/24/2026 0:00", "9:05 a.m.", "2026-11-24T17:05:00Z")]
    [InlineData("2026-11-24T14:30:00", "", "2026-11-24T22:30:00Z")]
    [InlineData("2026-11-24T14:30:00-05:00", "", "2026-11-24T19:30:00Z")]
    [InlineData("Nov 24, 2026", "9a", "2026-11-24T17:00:00Z")]
    [InlineData("2026-11-01", "1:30 AM", "2026-11-01T08:30:00Z")]
    public void Time_of_a_visit_is_the_clinics_unless_it_says_otherwise(string date, string time, string expected)
    {
        var row = Only(ImportKind.Appointment, "appt id;patient id;date;time", $"V1;A1;{date};{time}");
        Assert.Null(row.Refusal);
        Assert.Equal(DateTimeOffset.Parse(expected, null), row.Occasion!.At);
    }

    [Theory]
    [InlineData("2026-03-08", "2:30 AM", "2:30 on 2026-03-08 does not exist: the clocks go forward over it")]
    [InlineData("2026-11-24", "", "there is no time beside the date 2026-11-24")]
    [InlineData("2026-11-24", "half past", "the time half past cannot be read; write it as 14:30 or 2:30 PM")]
    [InlineData("24/11/2026", "9:00", "the date 24/11/2026 cannot be read; write it as 2026-12-31 or 12/31/2026")]
    [InlineData("0001-01-01T00:00:00Z", "", "the date 0001-01-01T00:00:00Z is too long ago or too far away")]
    [InlineData("9999-12-31T23:59:59+00:00", "", "the date 9999-12-31T23:59:59+00:00 is too long ago or too far away")]
    [InlineData("", "9:00", "there is no date")]
    public void Time_that_is_none_is_refused(string date, string time, string reason) =>
        Assert.Equal(reason, Only(ImportKind.Appointment, "appt id,patient id,date,time", $"V1,A1,{date},{time}").Refusal);

    [Theory]
    [InlineData(ImportKind.Appointment, "Confirmed", OccasionStatus.Expected)]
    [InlineData(ImportKind.Appointment, "No-Show", OccasionStatus.Missed)]
    [InlineData(ImportKind.Appointment, "Cancelada", OccasionStatus.Cancelled)]
    [InlineData(ImportKind.Appointment, "Checked Out", OccasionStatus.Kept)]
    [InlineData(ImportKind.Statement, "Paid in full", OccasionStatus.Settled)]
    [InlineData(ImportKind.Refill, "Picked up", OccasionStatus.Settled)]
    [InlineData(ImportKind.Recall, "Scheduled", OccasionStatus.Settled)]
    public void Status_words_mean_what_they_mean_for_their_kind(ImportKind kind, string word, OccasionStatus status) =>
        Assert.Equal(status, Only(kind, "id,patient id,date,status", $"V1,A1,2026-11-24 9:00,{word}").Occasion!.Status);

    [Fact]
    public void Visit_that_nobody_has_booked_yet_is_refused() => Assert.Equal(
        "it is not booked yet (Wait list)", Only(ImportKind.Appointment, "id,patient id,date,status", "V1,A1,2026-11-24 9:00,Wait list").Refusal);

    [Fact]
    public void Row_with_a_cell_too_many_is_refused() => Assert.Equal(
        "has 4 cells, the header 3; is a comma not in quotation marks?", Only(ImportKind.Patient, "id,name,phone", "1,Soto, Ana,2065550123").Refusal);

    [Fact]
    public void Refused_row_that_comes_back_is_read_without_the_mark_of_its_formula() =>
        Assert.Equal("+12065550123", Only(ImportKind.Patient, "id,name,phone", "1,Ana,'+12065550123").Patient!.Number);

    [Fact]
    public void Header_that_is_no_header_is_refused()
    {
        Assert.Null(CsvFile.TryRead(Encoding.UTF8.GetBytes($"id,{new string('x', 101)}\n1,2"), out var refusal));
        Assert.StartsWith("The names of the columns are too long.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_of_a_file_without_one_stays_unless_the_visit_moves()
    {
        var entry = Only(ImportKind.Appointment, "id,patient id,date", "V1,A1,2026-11-24 9:00").Occasion!;
        Assert.Null(entry.Status);
        var before = new Occasion { Id = "x", Kind = entry.Kind, Conversation = default, PatientId = "p", At = entry.At, Status = OccasionStatus.Cancelled };
        Assert.Equal(OccasionStatus.Expected, entry.StatusAfter(null));
        Assert.Equal(OccasionStatus.Cancelled, entry.StatusAfter(before));
        Assert.Equal(OccasionStatus.Expected, (entry with { At = entry.At.AddHours(1) }).StatusAfter(before));
    }

    [Theory]
    [InlineData("$1,234.5", "$1,234.50", null)]
    [InlineData("120", "$120.00", null)]
    [InlineData("0.00", "$0.00", OccasionStatus.Settled)]
    [InlineData("(5.00)", "-$5.00", OccasionStatus.Settled)]
    public void Statement_that_owes_nothing_is_settled(string amount, string text, OccasionStatus? status)
    {
        var occasion = Only(ImportKind.Statement, "id;patient id;date;amount", $"S1;A1;2026-11-02;{amount}").Occasion!;
        Assert.Equal((text, status), (occasion.Facts.Amount, occasion.Status));
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 20, 0, 0, TimeSpan.Zero), occasion.At);
    }

    [Theory]
    [InlineData("Dr. Maria Rivera, MD", "Rivera")]
    [InlineData("Rivera, Maria", "Rivera")]
    [InlineData("RIVERA", "RIVERA")]
    [InlineData("Dra. Rivera", "Rivera")]
    [InlineData("Maria de la Rivera DO", "Rivera")]
    public void Doctor_is_the_last_name(string cell, string name) => Assert.Equal(
        name, Only(ImportKind.Appointment, "id;patient id;date;provider", $"V1;A1;2026-11-24 9:00;{cell}").Occasion!.Facts.Doctor);

    [Fact]
    public void Occasion_that_carries_number_and_name_carries_the_patient()
    {
        var row = Only(ImportKind.Appointment, "appointment id,patient id,date,patient name,phone", "V1,A1,2026-11-24 9:00,Ana Soto,2065550123");
        Assert.Equal(("A1", "Ana Soto"), (row.Patient!.Id, row.Patient.Name));
        Assert.Null(Only(ImportKind.Appointment, "appointment id,patient id,date,patient name", "V1,A1,2026-11-24 9:00,Ana Soto").Patient);
    }

    [Fact]
    public void Visit_without_an_id_is_one_a_patient_and_day() => Assert.Equal(
        "A1|2026-11-24", Only(ImportKind.Visit, "patient id,date", "A1,2026-11-24").Occasion!.Id);

    [Theory]
    [InlineData("http://pay.example", "the link http://pay.example does not begin with https://")]
    [InlineData("javascript:x", "the link javascript:x does not begin with https://")]
    public void Link_is_https(string url, string reason) => Assert.Equal(
        reason, Only(ImportKind.Statement, "id,patient id,date,link", $"S1,A1,2026-11-02,{url}").Refusal);

    [Fact]
    public void Mapping_that_was_used_before_wins_where_it_still_fits()
    {
        string[] columns = ["Chart", "Alt", "Patient", "Mobile"];
        var last = new Dictionary<string, string> { ["id"] = "Alt", ["number"] = "gone" };
        var guess = ColumnGuess.Guess(ImportKind.Patient, columns, last);
        Assert.Equal(("Alt", "Mobile"), (guess["id"], guess["number"]));
    }

    [Fact]
    public void Mapping_that_lacks_something_is_refused()
    {
        string[] columns = ["id", "name"];
        Assert.Contains("Mobile", ColumnGuess.Refusal(ImportKind.Patient, columns, ColumnGuess.Guess(ImportKind.Patient, columns, null)), StringComparison.Ordinal);
        Assert.Contains("column", ColumnGuess.Refusal(ImportKind.Patient, columns, new Dictionary<string, string> { ["id"] = "x" }), StringComparison.Ordinal);
    }

    private static ImportRow Only(ImportKind kind, string header, string row)
    {
        var file = CsvFile.TryRead(Encoding.UTF8.GetBytes($"{header}\n{row}"), out var refusal);
        Assert.True(file is not null, refusal);
        var mapping = ColumnGuess.Guess(kind, file.Columns, null);
        return new RowReading(kind, file.Columns, mapping, Seattle, new DateOnly(2026, 11, 18)).Read(Assert.Single(file.Rows));
    }
}
