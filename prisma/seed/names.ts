/** First and last names that go together, so that a list looks like people and not like a dice roll. */
export const CULTURES: { first: string[]; last: string[] }[] = [
  {
    first: ["Olivia", "James", "Amelia", "Henry", "Grace", "Oliver", "Hannah", "Samuel", "Charlotte", "Daniel"],
    last: ["Bennett", "Carter", "Whitaker", "Hughes", "Morgan", "Ellison", "Reed", "Thornton", "Marsh", "Clarke"],
  },
  {
    first: ["Jürgen", "Anneliese", "Björn", "Käthe", "Lukas", "Jana", "Moritz", "Sabine", "Götz", "Friederike"],
    last: ["Müller", "Weiß", "Schäfer", "Köhler", "Brandt", "Großmann", "Vogel", "Hübner", "Lange", "Böttcher"],
  },
  {
    first: ["Chloé", "Étienne", "Margaux", "François", "Zoé", "Benoît", "Océane", "Rémi", "Aurélie", "Hélène"],
    last: ["Lefèvre", "Dubois", "Moreau", "Gauthier", "Béranger", "Châtelain", "Roche", "Perrin", "Noël", "Fournier"],
  },
  {
    first: ["José", "Lucía", "Álvaro", "Inés", "Martín", "Sofía", "Raúl", "Noemí", "Íñigo", "Begoña"],
    last: ["García", "Muñoz", "Hernández", "Peña", "Domínguez", "Núñez", "Ibáñez", "Castaño", "Vázquez", "Ortega"],
  },
  {
    first: ["João", "Inês", "Tomás", "Beatriz", "Luís", "Conceição", "Tiago", "Mariana", "Simão", "Letícia"],
    last: [
      "Gonçalves",
      "Araújo",
      "Simões",
      "Magalhães",
      "Figueiredo",
      "Leitão",
      "Brandão",
      "Tavares",
      "Assunção",
      "Reis",
    ],
  },
  {
    first: ["Łukasz", "Zofia", "Paweł", "Małgorzata", "Michał", "Aniela", "Grażyna", "Wojciech", "Agnieszka", "Kacper"],
    last: ["Nowak", "Wójcik", "Mazur", "Kaczmarek", "Król", "Zając", "Dudek", "Wróbel", "Gołąb", "Sikora"],
  },
  {
    first: ["Søren", "Astrid", "Håkon", "Ingrid", "Åsa", "Mikkel", "Signe", "Göran", "Maja", "Torbjørn"],
    last: ["Sørensen", "Lindqvist", "Bjørnstad", "Åkesson", "Nyström", "Kjær", "Hedegård", "Öberg", "Dahl", "Holmgren"],
  },
  {
    first: ["Ayşe", "Emre", "Gülşen", "Çağlar", "Elif", "Oğuz", "Şebnem", "Barış", "Zeynep", "Ümit"],
    last: ["Yılmaz", "Öztürk", "Şahin", "Çelik", "Doğan", "Aydın", "Güneş", "Koç", "Erdoğdu", "Arslan"],
  },
  {
    first: ["Priya", "Arjun", "Ananya", "Rohan", "Meera", "Vikram", "Kavya", "Sanjay", "Ishita", "Dev"],
    last: ["Sharma", "Iyer", "Patel", "Banerjee", "Nair", "Reddy", "Kulkarni", "Mehta", "Chaudhary", "Menon"],
  },
  {
    first: ["Ngọc", "Minh", "Thảo", "Đức", "Hương", "Tuấn", "Linh", "Phước", "Quỳnh", "Sơn"],
    last: ["Nguyễn", "Trần", "Phạm", "Huỳnh", "Đặng", "Bùi", "Võ", "Lê", "Ngô", "Dương"],
  },
  {
    first: ["Amara", "Chinedu", "Zainab", "Kwame", "Ngozi", "Tunde", "Abena", "Sipho", "Thandiwe", "Yusuf"],
    last: ["Okafor", "Adébáyò", "Mensah", "Nkosi", "Diallo", "Eze", "Boateng", "Dlamini", "Ouédraogo", "Traoré"],
  },
  {
    first: ["Ondřej", "Zuzana", "Luboš", "Katarína", "Bence", "Réka", "Mihai", "Ștefania", "Borut", "Živa"],
    last: ["Dvořák", "Němec", "Kováč", "Tóth", "Szabó", "Ionescu", "Bălan", "Žagar", "Horváth", "Růžička"],
  },
];

/** Mail domains of households. All domains here are reserved for examples: no message can ever reach a stranger. */
export const HOUSEHOLD_DOMAINS = ["example.com", "example.org", "example.net", "mail.example", "inbox.example"];

export const COMPANY_DOMAINS = [
  "nordlicht-studio.example",
  "hafenkontor.example",
  "brightwater-dental.example",
  "atelier-verdier.example",
  "lumen-architects.example",
  "quayside-legal.example",
  "tres-robles.example",
  "oakline-logistics.example",
  "fjordtek.example",
  "vega-robotics.example",
  "monsoon-media.example",
  "paperbark-books.example",
  "cobalt-fitness.example",
  "helix-labs.example",
  "zlota-piekarnia.example",
  "anatolia-textiles.example",
  "summit-coworking.example",
  "redwood-clinic.example",
];

export const STAFF_DOMAIN = "kestrelcoffee.example";

/** People every demo needs, because a real list has them too: scripts, long names, and hardly any name at all. */
export const REMARKABLE: { first: string | null; last: string | null; email: string }[] = [
  {
    first: "Maximiliana Wilhelmina Alexandra",
    last: "Freifrau von Hohenberg-Schwarzenfels zu Altenstein und Niederwaldkirchen",
    email: "maximiliana.von.hohenberg-schwarzenfels.zu.altenstein.und.niederwaldkirchen@example.com",
  },
  { first: null, last: null, email: "lunchbreak42@example.org" },
  { first: null, last: null, email: "orders+kiosk@stationhall.example" },
  { first: "Björk", last: null, email: "bjork@inbox.example" },
  { first: "花子", last: "山田", email: "hanako.yamada@example.com" },
  { first: "Νίκος", last: "Παπαδόπουλος", email: "nikos.papadopoulos@example.org" },
  { first: "Олена", last: "Шевченко", email: "olena.shevchenko@mail.example" },
  { first: "نور", last: "الفارسي", email: "noor.alfarsi@example.net" },
  { first: "수빈", last: "김", email: "subin.kim@example.com" },
  { first: "Siobhán", last: "O’Connor-Ní Dhuibhne", email: "siobhan.oconnor@mail.example" },
  { first: "Þórdís", last: "Guðmundsdóttir", email: "thordis@example.org" },
  { first: "Jean-Baptiste", last: "d’Aubigné", email: "jb.daubigne@example.net" },
  {
    first: "Ana María de los Ángeles",
    last: "Fernández de Córdoba y Ruiz",
    email: "AnaMaria.FdezCordoba@Example.com",
  },
  { first: "Nguyễn Thị", last: "Ánh Tuyết", email: "anhtuyet.nguyen@inbox.example" },
];

const LETTERS_WITHOUT_DECOMPOSITION: Record<string, string> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  æ: "ae",
  ı: "i",
  þ: "th",
  ð: "d",
};

/** The name as it appears in an e-mail address or a code: lower case, letters and digits only. */
export function plainLetters(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[ßøłđæıþð]/g, (letter) => LETTERS_WITHOUT_DECOMPOSITION[letter]!)
    .replace(/[^a-z0-9]/g, "");
}
