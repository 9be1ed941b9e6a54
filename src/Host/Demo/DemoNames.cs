namespace Frontdesk.Host;

/// <param name="TwoFamilyNames">The father's and the mother's, as in Spanish.</param>
internal sealed record DemoNameList(string[] Women, string[] Men, string[] Families, bool TwoFamilyNames = false, bool TwoGivenNames = false);

/// <summary>Names as a neighbourhood has them: of the families that speak its main language, and of the others.</summary>
internal sealed record DemoNames(string MainLanguage, DemoNameList Main, string OtherLanguage, DemoNameList Other)
{
    public static readonly DemoNameList Spanish = new(
        ["María", "Guadalupe", "Sofía", "Lucía", "Ximena", "Valentina", "Camila", "Rosa", "Carmen", "Verónica", "Inés", "Belén", "Araceli", "Yolanda", "Graciela", "Mónica", "Elena",
            "Ángela", "Leticia", "Fernanda", "Paola", "Itzel", "Marisol", "Concepción", "Noemí", "Rocío", "Beatriz", "Esperanza", "Teresa", "Alma", "Catalina", "Julieta", "Renata", "María José"],
        ["José", "Juan", "Luis", "Miguel", "Ángel", "Jesús", "Francisco", "Alejandro", "Diego", "Santiago", "Mateo", "Sebastián", "Emiliano", "Joaquín", "Raúl", "Óscar", "Rubén", "Andrés",
            "Héctor", "Víctor", "Martín", "Tomás", "Nicolás", "Iván", "Ramón", "Adrián", "Julián", "Gerardo", "Arturo", "Efraín", "Salvador", "Ignacio", "Rogelio", "Juan Pablo"],
        ["García", "Hernández", "Martínez", "López", "González", "Pérez", "Rodríguez", "Sánchez", "Ramírez", "Torres", "Flores", "Rivera", "Gómez", "Díaz", "Cruz", "Morales", "Reyes", "Gutiérrez",
            "Ortiz", "Jiménez", "Ruiz", "Álvarez", "Mendoza", "Vázquez", "Castillo", "Guzmán", "Muñoz", "Rojas", "Núñez", "Peña", "Ibáñez", "Zúñiga", "Marín", "Quiñones", "Solís", "Ávila",
            "Cárdenas", "Ochoa", "Lara", "Briseño", "de la Cruz", "Durán", "Escobar", "Galván", "Beltrán"],
        TwoFamilyNames: true, TwoGivenNames: true);

    public static readonly DemoNameList Chicago = new(
        ["Emily", "Aaliyah", "Katarzyna", "Margaret", "Siobhan", "Denise", "Olivia", "Jasmine", "Agnieszka", "Patricia", "Hannah", "Keisha", "Claire", "Monika", "Bridget", "Ava", "Priya", "Rachel", "Thuy", "Gloria"],
        ["Michael", "Marcus", "Andrzej", "Brian", "Darnell", "Patrick", "William", "Tomasz", "Kevin", "Isaiah", "Daniel", "Łukasz", "Terrence", "Noah", "Sean", "Ravi", "Minh", "Walter", "Eric", "Jamal"],
        ["Kowalski", "O'Brien", "Washington", "Nowak", "Murphy", "Johnson", "Jackson", "Wiśniewski", "Robinson", "Nguyen", "Patel", "Williams", "Zieliński", "Brooks", "Sullivan", "Kaminski", "Cohen", "Freeman",
            "Wójcik", "Kelly", "Harris", "Schmidt", "Dąbrowski", "Lee", "Barnes"]);

    public static readonly DemoNameList Midwestern = new(
        ["Mary", "Linda", "Barbara", "Susan", "Karen", "Nancy", "Betty", "Sandra", "Ashley", "Amanda", "Melissa", "Brittany", "Emma", "Abigail", "Madison", "Chloe", "Grace", "Rebecca", "Donna", "Carol",
            "Ruth", "Sharon", "Hailey", "Paige", "Mackenzie", "Anna", "Katherine", "Shelby", "Lillian", "Joyce"],
        ["James", "Robert", "John", "David", "Richard", "Thomas", "Charles", "Mark", "Donald", "Steven", "Andrew", "Joshua", "Ryan", "Tyler", "Jacob", "Ethan", "Logan", "Mason", "Wyatt", "Larry",
            "Roger", "Dale", "Wayne", "Cody", "Travis", "Carl", "Gene", "Owen", "Henry", "Levi"],
        ["Smith", "Miller", "Davis", "Wilson", "Anderson", "Taylor", "Moore", "Martin", "Thompson", "White", "Clark", "Lewis", "Walker", "Hall", "Young", "King", "Wright", "Hill", "Green", "Baker", "Schroeder",
            "Schnell", "Weber", "Hoffman", "Becker", "Kessler", "Vogel", "McCormick", "Fitzgerald", "O'Neal", "St. John", "Van Meter", "Goodman", "Hatfield", "Blankenship", "Huber", "Stallings", "Pruitt", "Combs", "Mattingly"]);

    public static readonly DemoNameList LosAngeles = new(
        ["Ani", "Min-ji", "Farah", "Michelle", "Jennifer", "Lilit", "Soo-yeon", "Roya", "Angela", "Danielle", "Talin", "Hana", "Shirin", "Natalie", "Christine", "Joy", "Cherry", "Rachel", "Simone", "Zoe"],
        ["Armen", "Ji-hoon", "Cyrus", "Brandon", "Kevin", "Tigran", "Min-jun", "Dariush", "Jonathan", "Aaron", "Hovsep", "David", "Kamran", "Christopher", "Justin", "Ramil", "Benjie", "Jordan", "Elijah", "Leo"],
        ["Petrosyan", "Kim", "Tehrani", "Santos", "Park", "Hakobyan", "Nguyen", "Cohen", "Levine", "Grigoryan", "Choi", "Rahimi", "Reyes", "Bautista", "Jones", "Williams", "Goldberg", "Yoon", "Sargsyan", "Chen",
            "Wong", "Brown", "Harper", "Abelian", "Farahani", "Lim", "Dela Cruz", "Aquino", "Fong", "Rosen"]);
}
