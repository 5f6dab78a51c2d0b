namespace SecureText.Import;

/// <summary>Something that a column may hold.</summary>
/// <param name="Id">As the mapping names it.</param>
/// <param name="Label">For staff.</param>
/// <param name="Required">Whether a file without it is of no use.</param>
/// <param name="Help">How it is written.</param>
/// <param name="Names">Headers that mean it, folded; the likeliest first.</param>
public sealed record ImportField(string Id, string Label, bool Required, string Help, IReadOnlyList<string> Names);

/// <summary>The fields of each kind of file.</summary>
public static class ImportFields
{
    private const string PatientNames =
        "patientid|patient id|mrn|medicalrecordnumber|chart|chartnumber|chartno|patientnumber|patientno|accountnumber|personid|pid"
        + "|idpaciente|pacienteid|numeropaciente|expediente|numeroexpediente|historia|patient|paciente";

    private static readonly ImportField Id = Of(
        "id", "Patient ID", true, "What your system calls the patient. The same ID is always the same patient.", PatientNames + "|id");

    private static readonly ImportField[] Person =
    [
        Of("name", "Full name", false, "Or first and last name in two columns.",
            "name|fullname|patientname|displayname|nombrecompleto|nombrepaciente|nombredelpaciente"),
        Of("firstName", "First name", false, "", "firstname|first|givenname|given|fname|patientfirstname|ptfirstname|nombre|nombres|primernombre"),
        Of("lastName", "Last name", false, "", "lastname|last|surname|familyname|family|lname|patientlastname|ptlastname|apellido|apellidos"),
        Of("number", "Mobile number", false, "A US or Canadian number, as (206) 555-0123.",
            "mobile|mobilephone|cell|cellphone|mobilenumber|cellnumber|textnumber|smsnumber|phone|phonenumber|patientphone|telephone"
            + "|primaryphone|celular|movil|telefonomovil|telefonocelular|telefono|numerodetelefono|homephone"),
        Of("born", "Date of birth", false, "As 1980-12-31 or 12/31/1980. Asked for behind secure links.",
            "dob|dateofbirth|birthdate|birthday|patientdob|born|fechadenacimiento|fechanacimiento|nacimiento"),
        Of("language", "Language", false, "English or Spanish; anything else is written to in English.",
            "language|lang|preferredlanguage|primarylanguage|patientlanguage|idioma|lengua|idiomapreferido"),
        Of("state", "State", false, "Two letters or the name. Some states have shorter hours for texts.",
            "state|patientstate|homestate|addressstate|st|estado"),
        Of("zone", "Time zone", false, "As America/Denver or Mountain; empty for the clinic's.", "timezone|tz|zone|zonahoraria"),
        Of("consent", "Agreed to texts", false,
            "Yes (to everything), no, or a list, as \"appointments; billing\". Empty says nothing. Never undoes a STOP.",
            "textconsent|smsconsent|agreedtotexts|optin|smsoptin|textoptin|oktotext|allowtext|allowsms|textingconsent|consentimientosms|aceptasms"
            + "|aceptamensajes"),
        Of("consentDate", "Agreed on", false, "The day; empty for today.",
            "consentdate|agreedon|optindate|dateofconsent|consentedon|fechaconsentimiento|fechadeconsentimiento"),
    ];

    private static readonly ImportField Patient = Of(
        "patient", "Patient ID", true, "The same as in your file of patients.", PatientNames);

    private static readonly ImportField Doctor = Of(
        "doctor", "Doctor", false, "The last name is used.",
        "doctor|provider|providername|physician|clinician|dr|resource|practitioner|renderingprovider|medico|proveedor|doctora|providerlastname");

    private static readonly ImportField Place = Of(
        "place", "Place", false, "", "place|location|office|facility|site|clinic|department|ubicacion|lugar|sede|consultorio|oficina");

    private static readonly ImportField Url = Of(
        "url", "Link", false, "Begins with https://. Shown only behind the secure link.",
        "url|link|paylink|paymentlink|paymenturl|videolink|meetinglink|telehealthlink|joinurl|enlace|liga");

    private static readonly Dictionary<ImportKind, ImportField[]> All = new()
    {
        [ImportKind.Patient] = [Id, .. Person],
        [ImportKind.Appointment] =
        [
            Event(true, "Appointment ID", "appointmentid|apptid|appointment|visitid|encounterid|bookingid|eventid|appointmentnumber|idcita|cita|id"),
            Patient,
            Date("Date", "apptdate|appointmentdate|date|startdate|start|starttime|startdatetime|datetime|appointmentdatetime|when|scheduleddate|fechacita|fecha|fechadelacita|fechahora"),
            Of("time", "Time", false, "When it is not in the column of the date. The clinic's time.",
                "time|appttime|appointmenttime|starttime|hour|scheduledtime|hora|horacita|horadelacita"),
            Doctor, Place, Url,
            Status("Booked, cancelled, kept or missed; empty for booked."), .. Person,
        ],
        [ImportKind.Visit] =
        [
            Event(false, "Visit ID", "visitid|encounterid|visit|encounter|visitnumber|idvisita|visita|appointmentid|id"),
            Patient,
            Date("Date", "visitdate|dischargedate|encounterdate|dateofservice|dos|servicedate|date|fechavisita|fechaalta|fecha"),
            Of("time", "Time", false, "The clinic's time.", "time|visittime|hora"), Doctor, Place, .. Person,
        ],
        [ImportKind.Statement] =
        [
            Event(true, "Statement ID", "statementid|statementnumber|statementno|invoiceid|invoicenumber|invoice|statement|billid|idfactura|factura|id"),
            Patient,
            Date("Statement date", "statementdate|date|invoicedate|billdate|issued|fechafactura|fecha"),
            Of("amount", "Amount", false, "As $120.00. Shown only behind the secure link; nothing owed settles it.",
                "amount|balance|balancedue|amountdue|total|due|patientbalance|monto|saldo|importe|cantidad"),
            Url, Status("Open, paid or void; empty for open."), .. Person,
        ],
        [ImportKind.Refill] =
        [
            Event(false, "Refill ID", "refillid|prescriptionid|rxid|rxnumber|rx|idreceta|id"), Patient,
            Date("Due date", "duedate|refilldate|due|nextfill|nextfilldate|date|fechavencimiento|fecha"),
            Status("Due, filled or cancelled; empty for due."), .. Person,
        ],
        [ImportKind.Recall] =
        [
            Event(false, "Recall ID", "recallid|recall|id"), Patient,
            Date("Due date", "recalldate|duedate|due|nextvisit|date|fecharevision|fecha"), Doctor, Place,
            Status("Due, booked or cancelled; empty for due."), .. Person,
        ],
        [ImportKind.Fhir] = [],
    };

    /// <summary>The fields of a kind, in the order in which a page shows them; none of FHIR, which names its own.</summary>
    public static IReadOnlyList<ImportField> Of(ImportKind kind) => All[kind];

    private static ImportField Event(bool required, string label, string names) => Of(
        "id", label, required,
        required ? "What your system calls it. The same ID again is a change of the same." : "Empty: one a patient and day.", names);

    private static ImportField Date(string label, string names) =>
        Of("date", label, true, "As 2026-12-31 or 12/31/2026, with or without the time.", names);

    private static ImportField Status(string help) =>
        Of("status", "Status", false, help, "status|appointmentstatus|apptstatus|state of appointment|estado|estatus|situacion");

    private static ImportField Of(string id, string label, bool required, string help, string names) =>
        new(id, label, required, help, [.. names.Split('|'), label]);
}
