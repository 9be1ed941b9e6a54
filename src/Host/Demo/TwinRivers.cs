using static NodaTime.IsoDayOfWeek;

namespace Frontdesk.Host;

/// <summary>A specialty group with an office on either side of a time-zone border; some practitioners work at both.</summary>
internal static class TwinRivers
{
    public static readonly DemoClinic Clinic = new(
        "twinrivers", "Twin Rivers Specialists", "+18125550100", "America/Chicago", ["en", "es"], Patients: 460,
        ["812", "930", "270", "364", "502", "765", "317"],
        new DemoTowns("IN", MainLanguagePercent: 93,
            ["Lincoln Ave", "Walnut St", "Riverside Dr", "Green River Rd", "Oak Grove Rd", "Spring St", "State St", "Vincennes St", "Covert Ave", "Charlestown Rd", "Grant Line Rd", "Pearl St"],
            [("Evansville", "47711"), ("Evansville", "47714"), ("Evansville", "47715"), ("Newburgh", "47630"), ("Boonville", "47601"), ("New Albany", "47150"), ("Jeffersonville", "47130"), ("Clarksville", "47129"), ("Corydon", "47112")]),
        new DemoNames("en", DemoNames.Midwestern, "es", DemoNames.Spanish),
        [
            new DemoLocation("west", "Evansville Office", "America/Chicago", "2200 Riverside Dr, Suite 300, Evansville, IN 47714", [new([Monday, Tuesday, Wednesday, Thursday, Friday], "07:00", "18:00"), new([Saturday], "08:00", "13:00")]),
            new DemoLocation("east", "New Albany Office", "America/New_York", "410 Spring St, New Albany, IN 47150", [new([Monday, Tuesday, Wednesday, Thursday, Friday], "08:00", "18:00"), new([Saturday], "08:00", "13:00")]),
        ],
        [
            new("hatcher", "Dr. Elaine Hatcher", ["en"], ["consult", "follow-up", "echo"], (30, 120),
                [new("west", [Monday, Tuesday, Wednesday], "08:00", "12:00"), new("west", [Monday, Tuesday, Wednesday], "13:00", "16:30"), new("east", [Thursday, Friday], "09:00", "14:00")]),
            new("banerjee", "Dr. Arjun Banerjee", ["en", "hi"], ["consult", "follow-up", "echo"], (30, 120),
                [new("east", [Monday, Tuesday, Wednesday, Thursday], "08:30", "12:30"), new("east", [Monday, Tuesday, Thursday], "13:30", "17:00")]),
            new("lindqvist", "Dr. Sara Lindqvist", ["en"], ["skin-check", "consult", "follow-up"], (2, 120),
                [new("west", [Monday, Wednesday, Friday], "08:00", "12:00"), new("west", [Monday, Wednesday, Friday], "12:45", "15:45"), new("east", [Tuesday], "10:00", "16:00")]),
            new("ochoa", "Dr. Manuel Ochoa", ["en", "es"], ["consult", "follow-up", "injection"], (8, 120),
                [new("west", [Tuesday, Thursday], "07:30", "12:00"), new("west", [Tuesday, Thursday], "13:00", "16:00"), new("east", [Monday, Wednesday], "09:00", "13:00")]),
            new("whitfield", "Dr. Joan Whitfield", ["en"], ["consult", "follow-up", "telehealth"], (16, 120),
                [new("east", [Tuesday, Wednesday, Thursday, Friday], "08:00", "12:00"), new("east", [Tuesday, Wednesday, Thursday], "13:00", "16:00")]),
            new("tran", "Kimberly Tran, PA-C", ["en", "vi"], ["skin-check", "follow-up", "telehealth"], (2, 120),
                [new("west", [Monday, Tuesday, Thursday, Friday], "09:00", "12:30"), new("west", [Monday, Tuesday, Thursday, Friday], "13:30", "17:00")]),
        ],
        [
            new("consult", "Specialist consultation", "Consulta con especialista", 40, PatientsMayBook: false,
                "We need a referral from your doctor. Bring recent test results and a list of your medicines.",
                "Necesitamos una referencia de su médico. Traiga resultados de pruebas recientes y una lista de sus medicinas.", (0, 120)),
            new("follow-up", "Follow-up visit", "Consulta de seguimiento", 20, PatientsMayBook: true,
                "Please note at which of our two offices your visit is, and that New Albany is one hour ahead of Evansville.",
                "Fíjese en cuál de nuestras dos oficinas es su cita; New Albany va una hora adelante de Evansville.", (0, 120)),
            new("echo", "Echocardiogram", "Ecocardiograma", 60, PatientsMayBook: false,
                "Wear a two-piece outfit. No preparation is needed.", "Use ropa de dos piezas. No necesita preparación.", (18, 120)),
            new("skin-check", "Full skin check", "Revisión completa de la piel", 30, PatientsMayBook: true,
                "Please come without make-up and nail polish.", "Venga sin maquillaje ni esmalte de uñas.", (0, 120)),
            new("injection", "Joint injection", "Inyección en la articulación", 20, PatientsMayBook: false,
                "Tell us beforehand if you take blood thinners. Someone should drive you home.",
                "Avísenos antes si toma anticoagulantes. Alguien debe llevarlo a casa.", (18, 120)),
            new("telehealth", "Video visit", "Consulta por video", 20, PatientsMayBook: true,
                "Find a quiet place with good light. You will find the link in the app.", "Busque un lugar tranquilo y con buena luz. Encontrará el enlace en la aplicación.", (16, 120)) { Channels = ["video"] },
        ],
        [
            new("admin", "Charlotte Begley", "admin"),
            new("supervisor", "Walter Simmons", "supervisor"),
            new("agent", "Tiffany Marsh", "agent"),
            new("agent2", "Luis Aranda", "agent"),
        ]);
}
