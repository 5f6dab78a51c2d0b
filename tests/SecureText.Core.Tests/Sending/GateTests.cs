using SecureText.Texting;

namespace SecureText.Sending;

public class GateTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Visit with Dr. Lopez on Tue Mar 3 at 2:30 PM. Reply YES to confirm or call 206-555-0123.")]
    [InlineData("Your visit with Dr. Burns is on 03/14/2027 at 9:00 AM. Reply YES or call (206) 555-0123.")]
    [InlineData("Reminder: Dr. Stent, Thursday, January 7, 2027, 10:15.")]
    [InlineData("See Dr. Hernia on May 4")]
    [InlineData("Lakeside Clinic: you have a message. Read it here: https://texts.lakeside.example/p/#AbCdEfGhIjKlMnOpQrStUv")]
    [InlineData("Your link: https://texts.lakeside.example/p/#4111111111111111-hiv-9")]
    [InlineData("A balance is due. See your statement: https://texts.lakeside.example/p/#AbCdEfGhIjKlMnOpQrStUv")]
    [InlineData("Free flu shots next week, Mon to Fri, 9 to 5.")]
    [InlineData("Please book your follow-up within two weeks.")]
    [InlineData("Time to refill. Please call your pharmacy.")]
    [InlineData("Thank you! Please answer a short survey: https://texts.lakeside.example/s/1")]
    [InlineData("Call 2065550123 or 206-555-0199.")]
    [InlineData("Call 206 555 0123 206 555 0199")]
    [InlineData("Bring your insurance card and your medicines list.")]
    [InlineData("Please see Ms. Lee. She aids you with the forms.")]
    [InlineData("Our hours of operation: 9 to 5. Parking at 1200 Main St, suite 300, ZIP 98101-1234.")]
    [InlineData("Su cita con la Dra. Rojas es el martes 3 de marzo a las 14:30. Responda SI.")]
    [InlineData("Tiene un saldo pendiente. Vea su estado de cuenta en el enlace.")]
    [InlineData("Hola, ¿puede venir el lunes a las 9?")]
    [InlineData("The code is 482913.")]
    [InlineData("Look at rabbit.ly or https://about.com")]
    [InlineData("Roses, Tacoma, Oklahoma, technology, Thomas, closes")]
    [InlineData("¿Habla inglés o español? ¿Qué idioma prefiere? Tenemos lengua de señas.")]
    [InlineData("If you have a fever or cough, please call before you come.")]
    [InlineData("Si tiene fiebre o tos, llame antes de venir.")]
    [InlineData("If you are pregnant or may be, tell us. List your allergies on the form.")]
    [InlineData("Hi Angel, Dr. Ana Burns and Nurse Maria Cruz will see you. Ask for Karen White.")]
    [InlineData("This is Dana Moss from Lakeside Clinic about your visit.")]
    [InlineData("Open 24/7, score 100/10, 12/31/2027, 7/10, suite 220/7")]
    [InlineData("Ms. Lee, you are overdue for a visit. Reminder for Memorial Day: we are closed.")]
    public void Check_what_clinics_must_say_passes(string text) =>
        Assert.Equal([], Gate.Check(new MessageText(text)).Findings.Select(finding => finding.What));


    [Theory]
    [InlineData("SSN 123-45-6789", GateRule.SocialSecurityNumber)]
    [InlineData("it is 123 45 6789", GateRule.SocialSecurityNumber)]
    [InlineData("last four of your social security: 6789", GateRule.SocialSecurityNumber)]
    [InlineData("DOB 3/14/2015", GateRule.DateOfBirth)]
    [InlineData("d.o.b.: 03-14-62", GateRule.DateOfBirth)]
    [InlineData("born on March 14, 2001", GateRule.DateOfBirth)]
    [InlineData("your birthday is 3/14", GateRule.DateOfBirth)]
    [InlineData("03/14/1962", GateRule.DateOfBirth)]
    [InlineData("1962-03-14", GateRule.DateOfBirth)]
    [InlineData("March 14, 1962", GateRule.DateOfBirth)]
    [InlineData("14 de marzo de 1962", GateRule.DateOfBirth)]
    [InlineData("fecha de nacimiento 14/3/2001", GateRule.DateOfBirth)]
    [InlineData("account 4471-22", GateRule.AccountNumber)]
    [InlineData("Member ID: XJH12345678", GateRule.AccountNumber)]
    [InlineData("policy number is 99120", GateRule.AccountNumber)]
    [InlineData("MRN#0012345", GateRule.AccountNumber)]
    [InlineData("insurance no. 778812", GateRule.AccountNumber)]
    [InlineData("póliza 998877", GateRule.AccountNumber)]
    [InlineData("cuenta número 554433", GateRule.AccountNumber)]
    [InlineData("we have 123456789 on file", GateRule.AccountNumber)]
    [InlineData("card 4111 1111 1111 1111", GateRule.CardNumber)]
    [InlineData("4111111111111111", GateRule.CardNumber)]
    [InlineData("3782-822463-10005", GateRule.CardNumber)]
    [InlineData("4111 1111 1111 1111 12 27 123", GateRule.CardNumber)]
    [InlineData("12 27 4111-1111-1111-1111", GateRule.CardNumber)]
    [InlineData("4111111111111111 12/27", GateRule.CardNumber)]
    [InlineData("no 123456789012345678901234567890", GateRule.AccountNumber)]
    [InlineData("12 123456789", GateRule.AccountNumber)]
    [InlineData("123.45.6789", GateRule.SocialSecurityNumber)]
    [InlineData("Your biopsy is on Tuesday", GateRule.Procedure)]
    [InlineData("both biopsies", GateRule.Procedure)]
    [InlineData("DIABETES visit", GateRule.Diagnosis)]
    [InlineData("the diabetic's visit", GateRule.Diagnosis)]
    [InlineData("your HIV visit", GateRule.Diagnosis)]
    [InlineData("about AIDS", GateRule.Diagnosis)]
    [InlineData("refill your metformin", GateRule.Drug)]
    [InlineData("Your Zoloft is ready", GateRule.Drug)]
    [InlineData("lab results are in", GateRule.Result)]
    [InlineData("your result is here", GateRule.Result)]
    [InlineData("X-rays on Monday", GateRule.Procedure)]
    [InlineData("C-section", GateRule.Procedure)]
    [InlineData("see oncology at 3", GateRule.Specialty)]
    [InlineData("Dr. Lopez, psychiatrist", GateRule.Specialty)]
    [InlineData("dr cancer", GateRule.Diagnosis)]
    [InlineData("Dr. Lopez. Chemo at 3", GateRule.Procedure)]
    [InlineData("mental   health", GateRule.Specialty)]
    [InlineData("ｂｉｏｐｓｙ", GateRule.Procedure)]
    [InlineData("bio\u200Bpsy", GateRule.Procedure)]
    [InlineData("su biopsia", GateRule.Procedure)]
    [InlineData("está embarazada", GateRule.Diagnosis)]
    [InlineData("cáncer", GateRule.Diagnosis)]
    [InlineData("cancer de mama", GateRule.Diagnosis)]
    [InlineData("los resultados", GateRule.Result)]
    [InlineData("la cirugía de mañana", GateRule.Procedure)]
    [InlineData("su psiquiatra", GateRule.Specialty)]
    [InlineData("https://hiv.lakeside.example/p", GateRule.Diagnosis)]
    [InlineData("your debt", GateRule.PaymentWord)]
    [InlineData("sent to collections", GateRule.PaymentWord)]
    [InlineData("PAST DUE", GateRule.PaymentWord)]
    [InlineData("past-due balance", GateRule.PaymentWord)]
    [InlineData("deudas", GateRule.PaymentWord)]
    [InlineData("factura vencida", GateRule.PaymentWord)]
    [InlineData("pay at bit.ly/abc", GateRule.Shortener)]
    [InlineData("https://TinyURL.com/x", GateRule.Shortener)]
    [InlineData("http://www.goo.gl/x", GateRule.Shortener)]
    [InlineData("t.co/x", GateRule.Shortener)]
    [InlineData("Please see us if your cough comes back", GateRule.Diagnosis)]
    [InlineData("If you have questions, call. Your fever was high", GateRule.Diagnosis)]
    [InlineData("Sí tiene fiebre", GateRule.Diagnosis)]
    [InlineData("You were diagnosed last week", GateRule.Diagnosis)]
    [InlineData("Your unlisted stenoplasty", GateRule.Procedure)]
    [InlineData("newmabumab", GateRule.Drug)]
    [InlineData("See Dr. Lopez at the hiv clinic", GateRule.Specialty)]
    [InlineData("Dear Maria de la Cruz, your appointment is on Friday", GateRule.FullName)]
    [InlineData("Patient: Smith, John. Visit at 3", GateRule.FullName)]
    [InlineData("Mr. James T. Olson, see you at the clinic", GateRule.FullName)]
    [InlineData("Emily Stone's visit is at 3", GateRule.FullName)]
    [InlineData("Recordatorio para Rosa Méndez: cita el 3", GateRule.FullName)]
    [InlineData("card 1EG4-TE5-MK73", GateRule.AccountNumber)]
    [InlineData("Rx # 7712345", GateRule.AccountNumber)]
    [InlineData("expediente 0012345", GateRule.AccountNumber)]
    [InlineData("su deuda", GateRule.PaymentWord)]
    [InlineData("attempt to collect a debt", GateRule.PaymentWord)]
    public void Check_what_says_too_much_is_found(string text, GateRule rule)
    {
        var verdict = Gate.Check(new MessageText(text));
        Assert.False(verdict.Passes);
        Assert.Contains(rule, verdict.Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public void Check_finding_shows_the_words_as_they_were_written_in_their_order()
    {
        var verdict = Gate.Check(new MessageText("Your Blood  Test and your DOB 3/14/1962, debt too, and Xanax"));
        Assert.Equal(["Blood  Test", "DOB 3/14/1962", "debt", "Xanax"], verdict.Findings.Select(finding => finding.What));
        Assert.All(verdict.Findings, finding => Assert.NotEmpty(finding.Why));
    }

    [Fact]
    public void Check_number_that_fails_luhn_is_no_card() =>
        Assert.Equal(
            [GateRule.AccountNumber], Gate.Check(new MessageText("4111111111111112")).Findings.Select(finding => finding.Rule));

    [Fact]
    public void Check_word_inside_another_word_is_not_found() =>
        Assert.True(Gate.Check(new MessageText("Gouter Street, Estatine Avenue, Recollecting, indebtedly, cystic-free")).Passes);

    [Fact]
    public void ToString_never_shows_the_words()
    {
        var verdict = Gate.Check(new MessageText("SSN 123-45-6789 and a biopsy"));
        Assert.Equal("(SocialSecurityNumber) (Procedure)", verdict.ToString());
        Assert.All(verdict.Findings, finding => Assert.DoesNotContain(finding.What, finding.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("biopsy", (Sends.Good(SendPurpose.Campaign) with { Gate = verdict }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_broken_unicode_and_a_huge_text_do_not_throw()
    {
        Assert.False(Gate.Check(new MessageText("\uD83D biopsy \uDC4D")).Passes);
        var huge = string.Concat(Enumerable.Repeat("account number 12345 past 12 4111 1111 ", 20_000)) + "biopsy";
        Assert.Equal("biopsy", Gate.Check(new MessageText(huge)).Findings[^1].What);
    }

    [Theory]
    [InlineData("20 mg", "Take 20 mg of it")]
    [InlineData("20mg", "Take 20mg of it")]
    [InlineData("162/98", "It was 162/98 today")]
    [InlineData("162 sobre 98", "Estaba en 162 sobre 98")]
    [InlineData("Maria Lopez", "Dear Maria Lopez, your visit is on Friday")]
    public void Check_finding_is_just_the_words_that_tell(string what, string text) =>
        Assert.Equal(what, Assert.Single(Gate.Check(new MessageText(text)).Findings).What);

    [Theory]
    [InlineData("metformin", "metformina")]
    [InlineData("azithromycin", "azitromicina")]
    [InlineData("hydrochlorothiazide", "hidroclorotiazida")]
    [InlineData("omeprazole", "omeprazol")]
    [InlineData("furosemide", "furosemida")]
    [InlineData("amoxicillin", "amoxicilina")]
    [InlineData("diclofenac", "diclofenaco")]
    [InlineData("verapamil", "verapamilo")]
    [InlineData("lithium", "litio")]
    [InlineData("lorazepam", "lorazepam")]
    [InlineData("ibuprofen", "ibuprofeno")]
    [InlineData("phenytoin", "fenitoina")]
    [InlineData("spironolactone", "espironolactona")]
    public void Check_generic_name_is_found_in_Spanish_too(string english, string spanish)
    {
        Assert.Equal(spanish, SpanishGeneric.Of(english));
        Assert.Contains(GateRule.Drug, Gate.Check(new MessageText($"Su {spanish} llega mañana")).Findings.Select(f => f.Rule));
    }

    [Theory]
    [InlineData("diagnosis-english.txt", 700)]
    [InlineData("diagnosis-spanish.txt", 450)]
    [InlineData("symptoms-english.txt", 30)]
    [InlineData("symptoms-spanish.txt", 25)]
    [InlineData("drug-generic.txt", 800)]
    [InlineData("drug-brand.txt", 650)]
    [InlineData("drug-english.txt", 120)]
    [InlineData("drug-spanish.txt", 110)]
    [InlineData("procedure-english.txt", 400)]
    [InlineData("procedure-spanish.txt", 190)]
    [InlineData("result-english.txt", 120)]
    [InlineData("result-spanish.txt", 60)]
    [InlineData("specialty-english.txt", 220)]
    [InlineData("specialty-spanish.txt", 120)]
    [InlineData("payment-english.txt", 80)]
    [InlineData("payment-spanish.txt", 75)]
    [InlineData("wordnet-diagnosis.txt", 1500)]
    [InlineData("wordnet-drug.txt", 1000)]
    [InlineData("wordnet-procedure.txt", 300)]
    [InlineData("wordnet-specialty.txt", 90)]
    [InlineData("shorteners.txt", 20)]
    public void WordList_is_in_the_program_and_each_entry_is_found(string name, int atLeast)
    {
        var entries = WordList.Lines(name).Select(line => line.Trim('=', '+')).ToList();
        Assert.True(entries.Count >= atLeast, $"{entries.Count} entries");
        Assert.Equal([], entries.GroupBy(entry => entry).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.Equal([], entries.Where(entry => Gate.Check(new MessageText("it is " + entry + "!")).Passes));
    }

    [Theory]
    [InlineData("allowed-english.txt")]
    [InlineData("allowed-spanish.txt")]
    public void WordList_of_what_is_allowed_passes(string name) => Assert.Equal(
        [], WordList.Lines(name).Where(entry => !Gate.Check(new MessageText("so " + entry + ".")).Passes));

    [Theory]
    [InlineData("1 ")]
    [InlineData("1-")]
    [InlineData("4111 ")]
    public void Many_numbers_in_a_row_take_room_in_proportion(string unit)
    {
        Gate.Check(new MessageText(unit));
        Assert.InRange(Allocated(8000) / Allocated(2000), 1, 8);

        double Allocated(int units)
        {
            var text = new MessageText(string.Concat(Enumerable.Repeat(unit, units)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Gate.Check(text);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
