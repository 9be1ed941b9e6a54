using static NodaTime.IsoDayOfWeek;

namespace Frontdesk.Host;

/// <summary>One doctor in Los Angeles with one receptionist's desk and a long list of regulars.</summary>
internal static class Sloan
{
    public static readonly DemoClinic Clinic = new(
        "sloan", "Dr. Sloan", "+12135550100", "America/Los_Angeles", ["en", "es"], Patients: 240,
        ["213", "323", "310", "424", "626", "818"],
        new DemoTowns("CA", MainLanguagePercent: 76,
            ["Vermont Ave", "Hobart Blvd", "Wilshire Blvd", "N Brand Blvd", "S Glendale Ave", "W 6th St", "Fountain Ave", "Los Feliz Blvd", "Hillhurst Ave", "Rowena Ave", "Silver Lake Blvd"],
            [("Los Angeles", "90004"), ("Los Angeles", "90005"), ("Los Angeles", "90020"), ("Los Angeles", "90027"), ("Los Angeles", "90029"), ("Los Angeles", "90039"), ("Glendale", "91204"), ("Glendale", "91205")]),
        new DemoNames("en", DemoNames.LosAngeles, "es", DemoNames.Spanish),
        [new DemoLocation("main", "Dr. Sloan's Office", "America/Los_Angeles", "1724 Hillhurst Ave, Los Angeles, CA 90027",
            [new([Monday, Tuesday, Wednesday, Thursday], "08:30", "18:30"), new([Friday, Saturday], "08:30", "13:30")])],
        [
            new("sloan", "Dr. Miriam Sloan", ["en"], ["new", "follow-up", "physical", "telehealth"], (0, 120),
                [new("main", [Monday, Tuesday, Wednesday, Thursday], "09:00", "12:30"), new("main", [Monday, Tuesday, Thursday], "14:00", "18:00"), new("main", [Friday], "09:00", "13:00")]),
        ],
        [
            new("new", "First visit", "Primera visita", 60, PatientsMayBook: false,
                "Plan for an hour. Bring your records, or ask your last doctor to send them.", "Reserve una hora. Traiga su historial o pida a su médico anterior que lo envíe.", (0, 120)),
            new("follow-up", "Office visit", "Visita al consultorio", 20, PatientsMayBook: true,
                "Parking is behind the house.", "El estacionamiento está detrás de la casa.", (0, 120)),
            new("physical", "Yearly physical", "Examen físico anual", 40, PatientsMayBook: true,
                "Eat and drink nothing but water for eight hours before a morning visit.", "No coma ni beba nada más que agua durante ocho horas antes de una cita por la mañana.", (0, 120)),
            new("telehealth", "Telephone or video visit", "Visita por teléfono o video", 20, PatientsMayBook: true,
                "Dr. Sloan calls you; keep your telephone at hand.", "La Dra. Sloan le llamará; tenga su teléfono a mano.", (0, 120)) { Channels = ["phone", "video"] },
        ],
        [
            new("admin", "Miriam Sloan", "admin"),
            new("supervisor", "Harriet Voss", "supervisor"),
            new("agent", "Bernadette Cruz", "agent"),
            new("agent2", "Theo Lindgren", "agent"),
        ]);
}
