"""Sentences and pages written for these tests; deeds belong to offices and states."""

ENGLISH = """
Peru and Chile signed a fisheries accord in Arica on Tuesday.
Ouagadougou recalled its envoy from Abidjan after the Yamoussoukro talks collapsed.
The Ulaanbaatar government thanked Astana and Bishkek for grain shipments last week.
Kyrgyz and Tajik border guards exchanged fire near Isfara and Batken on Friday.
Antananarivo rejected Port Louis's claim over the Tromelin reef in a note on Monday.
Hanoi and Vientiane agreed to reopen the Nam Kan crossing before the Tet holiday.
The Sejm's foreign affairs committee urged Warsaw to summon the envoy of Minsk.
Nuku'alofa and Apia will host Suva's fisheries minister at the Pago Pago forum.
Reykjavik, Tórshavn and Nuuk set mackerel quotas without Oslo for a third year.
Tegucigalpa accused Managua of shelling fishing boats in the Gulf of Fonseca.
The Bundestag and the Assemblée Nationale adopted a joint resolution on rail links.
Dushanbe expelled two diplomats of Tashkent over a dam near Panjakent.
Ankara's trade ministry lifted duties on Georgian hazelnuts from Samtskhe-Javakheti.
Luanda and Kinshasa pledged to demarcate the Lunda Norte frontier by December.
Islamabad protested to Kabul after mortars landed in Torkham and Chaman.
Thimphu opened a consulate in Guwahati, its second mission in the Indian state of Assam.
The Phnom Penh Post reported that Bangkok closed the Poipet checkpoint overnight.
Djibouti offered Addis Ababa a third of the berths at Tadjourah and Doraleh.
Zagreb and Ljubljana renewed their quarrel over the Bay of Piran and the Dragonja.
Yerevan said that Baku's forces had crossed near Jermuk and Vardenis.
Asunción asked Brasília to revise the tariffs of the Itaipu Binacional dam.
Ashgabat and Tehran resumed gas swaps through Sarakhs and Korpeje in January.
Maseru complained to Pretoria that cattle raiders had come from Qacha's Nek.
Bujumbura shut its frontier with Kigali at Nemba, Ruhwa and Akanyaru Haut.
Skopje welcomed Sofia's offer but called the Goce Delchev dispute unresolved.
Kuala Lumpur and Bandar Seri Begawan swapped letters on Limbang and Lawas.
The Storting voted to send Kyiv eighty vehicles by way of Rzeszów and Lviv.
Nouakchott freed forty Senegalese fishermen held since March in Nouadhibou.
Port Moresby and Honiara began joint patrols off Bougainville and Choiseul.
Sana'a, Riyadh and Muscat traded blame for the raid on the port of Al Hudaydah.
Chisinau cut power to Tiraspol for six hours, citing unpaid bills at Cuciurgan.
Tbilisi demanded that Moscow pull its posts back from Khurvaleti and Odzisi.
Beirut's caretaker cabinet refused a demarcation plan drafted in Naqoura.
Vilnius and Riga will finish the Panevėžys-Bauska rail section by 2030.
N'Djamena suspended a defence pact with Paris and told its troops to leave Abéché.
Oruro and Iquique officials met in Pisiga to discuss truck queues at Colchane.
São Tomé received a loan from Malabo for its harbour at Ana Chaves.
Gaborone and Windhoek scrapped passports for travel over the Mamuno-Buitepos post.
Hargeisa signed a lease for Berbera that Mogadishu declared null and void.
Colombo turned away a survey ship that had sailed from Qingdao to Hambantota.
Budapest and Bratislava settled a dispute over the Gabčíkovo-Nagymaros locks.
Tallinn's Riigikogu ratified the border treaty with Moscow after twenty years.
Male and New Delhi quarrelled over helicopters on Addu Atoll and Hanimaadhoo.
Paramaribo and Georgetown agreed to share fees at the Canawaima ferry.
Monrovia, Freetown and Conakry revived the Mano River Union secretariat.
Tirana protested when Athens jailed a mayor from Himarë in the Vlorë district.
Moroni and Mamoudzou clashed again over migrants landing by kwassa-kwassa boats.
Bamako and Niamey left the bloc and formed a force with Ouagadougou at Liptako-Gourma.
Sarajevo's presidency could not agree on a reply to Belgrade and Podgorica.
Jakarta and Dili signed a land border deal covering Noel Besi-Citrana in Oecusse.
Nicosia issued a navigational warning against drilling by Ankara near Paphos.
The Oireachtas debated Dublin's protest over nets cut off Rockall and Killybegs.
Tarawa and Majuro asked Taipei, then Beijing, to pay for the Betio causeway.
Praia invited Bissau and Banjul to a summit on the Casamance refugees.
Algiers closed its airspace to Rabat and withdrew its ambassador from Agdal.
Jerusalem and Amman postponed the Naharayim water talks until after Ramadan.
Lilongwe and Dodoma disagree on who owns the waters of Lake Nyasa near Mbamba Bay.
Ottawa and Copenhagen divided Tartupaluk, a barren island in the Nares Strait.
Basseterre and Roseau backed Castries in the dispute with Fort-de-France.
Naypyidaw and Dhaka discussed repatriation from Kutupalong to Maungdaw and Buthidaung.
""".strip().splitlines()

FOREIGN = {
    "de": "Die Außenministerin reiste am Dienstag nach Lima, um mit der peruanischen Regierung zu sprechen.",
    "fr": "Le ministre des affaires étrangères s'est rendu mardi à Lima pour y rencontrer son homologue.",
    "es": "El ministro de Relaciones Exteriores viajó el martes a Lima para reunirse con su homólogo.",
    "pt": "O ministro das Relações Exteriores viajou na terça-feira a Lima para se reunir com o governo.",
    "it": "Il ministro degli Esteri si è recato martedì a Lima per incontrare il suo omologo peruviano.",
    "nl": "De minister van Buitenlandse Zaken reisde dinsdag naar Lima om met zijn collega te overleggen.",
    "pl": "Minister spraw zagranicznych poleciał we wtorek do Limy, aby spotkać się z rządem Peru.",
    "tr": "Dışişleri bakanı salı günü Peru hükümetiyle görüşmek üzere başkent Lima'ya hareket etti.",
    "id": "Menteri luar negeri terbang ke Lima pada hari Selasa untuk bertemu dengan pemerintah Peru.",
    "sv": "Utrikesministern reste på tisdagen till Lima för att träffa sin peruanska kollega och regeringen.",
    "ru": "Министр иностранных дел прибыл во вторник в Лиму для переговоров с правительством Перу.",
    "ja": "外務大臣は火曜日にリマを訪問し、ペルー政府と漁業協定について協議した。",
    "ko": "외교부 장관은 화요일 리마를 방문하여 페루 정부와 어업 협정에 대해 논의했다.",
    "zh": "外交部长星期二访问利马，与秘鲁政府讨论渔业协定。",
    "ar": "وصل وزير الخارجية يوم الثلاثاء إلى ليما لإجراء محادثات مع حكومة بيرو بشأن الصيد.",
}

PAGE = """1. Skip to content
  2. Skip to main menu
DiplomacyPeru

Peru and Chile reopen the mountain road

By our correspondent in Santiago
March 4, 2024

Two neighbours that hardly spoke for nine years have agreed on a road, a market and a calendar.

The two ministers shake hands in front of a map
The ministers of Peru (left) and Chile (right) met in SantiagoImage: Example Wire/dpa

SANTIAGO (Example Wire) — Peru’s foreign minister flew to Santiago at the weekend.\u00a0

Their talks lasted four hours, and ended with a statement of three pages.

Copper's long road

02:10

This browser does not support embedded video.

A road with a history

The road was closed in 2015 after a quarrel about trucks, fees and a customs post.

ADVERTISEMENT

“We open it for good,” the Chilean ministry said.

Will the truce last?

Traders in Arica doubt it.

This article was originally written in Spanish.

Reporting by the Lima desk; Editing by the night desk

Read more: What the statement leaves out

Explore more

A harbour without ships
"""

BODY = """Two neighbours that hardly spoke for nine years have agreed on a road, a market and a calendar.

Peru’s foreign minister flew to Santiago at the weekend.

Their talks lasted four hours, and ended with a statement of three pages.

The road was closed in 2015 after a quarrel about trucks, fees and a customs post.

“We open it for good,” the Chilean ministry said.

Traders in Arica doubt it."""
