using static NodaTime.IsoDayOfWeek;

namespace Frontdesk.Host;

/// <summary>A family practice in Chicago where most families speak Spanish.</summary>
internal static class Lakeview
{
    public static readonly DemoClinic Clinic = new(
        "lakeview", "Lakeview Family Care", "+13125550100", "America/Chicago", ["en", "es"], Patients: 420,
        ["773", "312", "872", "708", "224", "847", "630", "331"],
        new DemoTowns("IL", MainLanguagePercent: 68,
            ["N Lincoln Ave", "W Belmont Ave", "N Ashland Ave", "W Cullom Ave", "N Kedzie Ave", "W Diversey Pkwy", "N Sawyer Ave", "W Fullerton Ave", "S Blue Island Ave", "W 26th St", "W Cermak Rd", "N Western Ave"],
            [("Chicago", "60657"), ("Chicago", "60613"), ("Chicago", "60618"), ("Chicago", "60625"), ("Chicago", "60647"), ("Chicago", "60608"), ("Chicago", "60623"), ("Cicero", "60804"), ("Berwyn", "60402")]),
        new DemoNames("es", DemoNames.Spanish, "en", DemoNames.Chicago),
        [new DemoLocation("main", "Lakeview Family Care", "America/Chicago", "3145 N Lincoln Ave, Chicago, IL 60657",
            [new([Monday, Tuesday, Wednesday, Thursday, Friday], "07:30", "19:30"), new([Saturday], "08:30", "13:30")])],
        [
            new("morales", "Dr. Ana Lucía Morales", ["es", "en"], ["new", "follow-up", "physical", "telehealth"], (14, 120),
                [new("main", [Monday, Tuesday, Thursday, Friday], "08:00", "12:00"), new("main", [Monday, Tuesday, Thursday], "13:00", "17:00"), new("main", [Wednesday], "12:00", "19:00")])
            { AlsoDoes = [("class", null), ("medicines", null)], LicenceStates = ["IL", "IN"] },
            new("nowak", "Dr. Peter Nowak", ["en"], ["new", "follow-up", "physical", "telehealth"], (14, 120),
                [new("main", [Monday, Tuesday, Wednesday, Friday], "09:00", "12:30"), new("main", [Monday, Tuesday, Wednesday, Friday], "13:30", "17:30")])
            { AlsoDoes = [("medicines", 30), ("ultrasound", null)], Skills = ["ultrasound"], LicenceStates = ["IL"] },
            new("okafor", "Dr. Ruth Okafor", ["en"], ["well-child", "sick-child", "vaccine"], (0, 17),
                [new("main", [Monday, Tuesday, Wednesday, Thursday, Friday], "08:30", "12:00"), new("main", [Monday, Tuesday, Thursday], "13:00", "16:30")])
            { Skills = ["pediatrics"], LicenceStates = ["IL"] },
            new("ibarra", "Guadalupe Ibarra, FNP", ["es", "en"], ["follow-up", "physical", "vaccine", "sick-child", "telehealth"], (0, 120),
                [new("main", [Monday, Wednesday, Thursday, Friday], "08:00", "12:00"), new("main", [Monday, Wednesday, Thursday, Friday], "12:40", "16:40"), new("main", [Saturday], "09:00", "13:00")])
            { AlsoDoes = [("class", null), ("medicines", null)], Skills = ["pediatrics"], LicenceStates = ["IL", "WI"] },
            new("kim", "Dr. Daniel Kim", ["en", "ko"], ["new", "follow-up", "telehealth"], (18, 120),
                [new("main", [Tuesday, Thursday], "08:00", "12:00"), new("main", [Tuesday, Thursday], "13:00", "18:00")])
            { AlsoDoes = [("medicines", null)], LicenceStates = ["IL"] },
        ],
        [
            new("new", "New patient visit", "Primera consulta", 40, PatientsMayBook: true,
                "Please come 15 minutes early and bring your insurance card, a photo ID and the names of your medicines.",
                "Llegue 15 minutos antes y traiga su tarjeta de seguro, una identificación con foto y los nombres de sus medicinas.", (14, 120)) { NeedsRoom = "exam", Reminders = [2880, 120] },
            new("follow-up", "Follow-up visit", "Consulta de seguimiento", 20, PatientsMayBook: true,
                "Please bring your medicines, or a list of them.", "Traiga sus medicinas o una lista de ellas.", (0, 120)) { NeedsRoom = "exam" },
            new("physical", "Yearly check-up", "Chequeo anual", 40, PatientsMayBook: true,
                "Eat and drink nothing but water for eight hours before a morning visit: we may draw blood.",
                "No coma ni beba nada más que agua durante ocho horas antes de una cita por la mañana: es posible que le saquemos sangre.", (14, 120)) { NeedsRoom = "exam" },
            new("well-child", "Well-child visit", "Control del niño sano", 30, PatientsMayBook: true,
                "Bring the vaccination card. A parent or guardian must come along.", "Traiga la cartilla de vacunación. Debe venir uno de los padres o el tutor.", (0, 17)) { NeedsRoom = "exam" },
            new("sick-child", "Sick child", "Niño enfermo", 20, PatientsMayBook: false,
                "Please wear a mask in the waiting room if your child coughs.", "Si su niño tose, use mascarilla en la sala de espera.", (0, 17)) { NeedsRoom = "exam" },
            new("vaccine", "Vaccination", "Vacunación", 10, PatientsMayBook: true,
                "Wear sleeves that roll up. Plan to stay 15 minutes afterwards.", "Use mangas que se puedan subir. Quédese 15 minutos después.", (0, 120)) { NeedsRoom = "exam" },
            new("telehealth", "Video visit", "Consulta por video", 20, PatientsMayBook: true,
                "Find a quiet place with good light. You will find the link in the app.", "Busque un lugar tranquilo y con buena luz. Encontrará el enlace en la aplicación.", (14, 120)) { Channels = ["video", "phone"], Reminders = [1440, 30] },
            new("class", "Group class: living with diabetes", "Taller en grupo: vivir con diabetes", 60, PatientsMayBook: true,
                "Eight of you sit around a table. Bring your meter and what you would like to ask.", "Son ocho personas alrededor de una mesa. Traiga su medidor y sus preguntas.", (18, 120))
            { NeedsRoom = "classroom", Capacity = 8 },
            new("medicines", "Medication review", "Revisión de medicinas", 20, PatientsMayBook: true,
                "Have all your medicines before you, also those without a prescription.", "Tenga a la mano todas sus medicinas, también las que no llevan receta.", (14, 120))
            { Channels = ["phone", "video"], OpenTo = "established" },
            new("ultrasound", "Ultrasound", "Ecografía", 30, PatientsMayBook: false,
                "Please drink a pint of water an hour before, and wait to use the restroom.", "Beba medio litro de agua una hora antes y espere para ir al baño.", (14, 120))
            { NeedsRoom = "exam", NeedsEquipment = "ultrasound", NeedsSkill = "ultrasound" },
        ],
        [
            new("admin", "Marta Quintero", "admin"),
            new("supervisor", "Denise Coleman", "supervisor"),
            new("agent", "Rosa Delgado", "agent"),
            new("agent2", "Kevin Brooks", "agent"),
        ])
    {
        Rooms =
        [
            new("exam1", "Exam 1", "exam", "main"), new("exam2", "Exam 2", "exam", "main"), new("exam3", "Exam 3", "exam", "main"), new("exam4", "Exam 4", "exam", "main"),
            new("exam5", "Exam 5", "exam", "main"), new("exam6", "Exam 6", "exam", "main"), new("classroom", "Classroom", "classroom", "main"),
            new("scanner", "Ultrasound scanner", "ultrasound", "main", "equipment"),
        ],
    };
}
