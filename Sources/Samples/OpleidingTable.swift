/// The programmes of the pupil file, as a table that is read once.
///
/// A line with `=` gives onderwijstype, sector and afdeling of the lines below it. These give the
/// elementcode, the opleidingsnaam, the kind of location that offers it, how many of 1,450 locations
/// do, the first leerjaar with pupils, and the mean number of pupils of such a location in tenths:
/// man and vrouw of that leerjaar, of the next, and so on.
///
/// Words and codes are DUO's. Numbers of locations and means were counted over all of the Netherlands
/// in DUO's file *Leerlingen vo per vestiging naar onderwijstype*, 1 October 2019 (open data); they
/// are rounded, and programmes of fewer than five locations are left out. Nothing here says anything
/// about one school.
enum OpleidingTable {
  static let text = """
    = Brugjaar 1-2;N.v.t.;N.v.t.
    0011;Ljvb op HAVO/VMBO-Th/Gm Lw;T;305;1;293 315 115 119
    0012;Ljvb op VMBO-Gm Lw;B;87;1;150 177 128 165
    0013;Ljvb op VMBO-Th/Gm Lw;T;302;1;192 188 250 229
    0015;Ljvb op VWO/HAVO;H;441;1;414 420 179 192
    0016;Ljvb op VWO/HAVO/VMBO-Th/Gm Lw;H;88;1;642 679 322 341
    0017;Ljvb op VWO;H;220;1;235 225 144 153
    0022;Ljvb op HAVO/VMBO-Alle Lw;T;25;1;267 248 162 162
    0023;Ljvb op VMBO-Alle Lw;B;237;1;344 323 250 222
    0024;Ljvb op VWO/HAVO/VMBO-Alle Lw;H;77;1;464 429 286 284
    0031;Ljvb op VMBO-BBg Lw;B;350;1;116 93 102 73
    0032;Ljvb op VMBO-Kbg Lw;B;334;1;153 140 190 170
    0033;Ljvb op VMBO-Bbg/Kbg Lw;B;233;1;176 154 154 118
    0041;Lj LWOO vb op Bbg Lw;B;197;1;91 74 116 85
    0042;Lj LWOO vb op Gm Lw;B;35;1;8 13 7 11
    0043;Lj LWOO vb op Kbg Lw;B;169;1;41 44 61 59
    0044;Lj LWOO vb op Th/Gm Lw;T;130;1;21 21 22 25
    0045;Lj LWOO vb op Bbg/Kbg Lw;B;116;1;104 100 111 102
    0046;Lj LWOO vb op Alle Lw;B;122;1;102 93 111 104
    0100;VWO-ATHENEUMSTROOM;H;341;1;136 129 300 316
    0200;VWO-GYMNASIUMSTROOM;H;255;1;186 168 218 235
    0300;HAVO;H;410;1;128 132 381 380
    0400;MAVO/Theor Lw-VMBO;T;278;1;153 155 330 298
    2210;LWOO MAVO/Theor Lw;T;42;1;23 28 24 27
    = Engelse Stroom;N.v.t.;N.v.t.
    0700;International Baccalaureate middle years programme;I;17;1;210 230 241 232 216 228 251 219 220 224
    = HAVO lj 4-5;N.v.t.;Cultuur en Maatschappij
    0373;HAVO Prf Cul/Maat;H;510;4;31 119 25 101
    = HAVO lj 4-5;N.v.t.;Economie en Maatschappij
    0372;HAVO Prf Ec/Maat;H;523;4;301 247 257 223
    = HAVO lj 4-5;N.v.t.;Economie en Maatschappij / Cultuur en Maatschappij
    0379;HAVO Prf Ec/Maat & Cul/Maat;H;293;4;6 24 9 34
    = HAVO lj 4-5;N.v.t.;Natuur en Gezondheid
    0371;HAVO Prf Nat/Gezond;H;504;4;120 184 102 167
    = HAVO lj 4-5;N.v.t.;Natuur en Gezondheid / Economie en Maatschappij
    0378;HAVO Prf Nat/Gezond & Ec/Maat;H;13;4;5 3 2 2
    = HAVO lj 4-5;N.v.t.;Natuur en Techniek
    0370;HAVO Prf Nat/Tech;H;498;4;109 34 85 27
    = HAVO lj 4-5;N.v.t.;Natuur en Techniek / Economie en Maatschappij
    0375;HAVO Prf Nat/Tech & Ec/Maat;H;6;4;5 3 0 2
    = HAVO lj 4-5;N.v.t.;Natuur en Techniek / Natuur en Gezondheid
    0374;HAVO Prf Nat/Tech & Nat/Gezond;H;374;4;37 31 54 48
    = HAVO uitbest. aan VAVO;N.v.t.;N.v.t.
    4031;HAVO NW naar VAVO;H;364;4;6 7 12 15
    4036;HAVO NW naar VAVO teruggekeerd gezakt;H;382;5;22 29
    = HAVO/VWO lj 3;N.v.t.;N.v.t.
    0015;Ljvb op VWO/HAVO;H;96;3;263 315
    0017;Ljvb op VWO;H;86;3;230 265
    0100;VWO-ATHENEUMSTROOM;H;449;3;296 346
    0200;VWO-GYMNASIUMSTROOM;H;277;3;184 210
    0300;HAVO;H;556;3;388 401
    = Int. Baccelaureaat;N.v.t.;N.v.t.
    0800;International Baccalaureate diplom programme;I;13;5;319 352 293 353
    0801;International Baccalaureate diplom programme Dutch Residents;I;5;5;86 152 86 106
    = Praktijkonderwijs alle vj;N.v.t.;N.v.t.
    0090;Praktijkonderwijs;P;175;1;238 160 214 146 171 124 166 119 138 102 54 41
    = VMBO BL lj 3-4;Economie;Economie en ondernemen
    6411;VMBO BB Economie en ondernemen;B;204;3;39 17 34 15
    6455;LWOO BB Economie en ondernemen;B;146;3;32 14 33 16
    7411;VMBO BB LWT Economie en ondernemen;B;22;3;8 0 17 5
    7421;VMBO BB ENT Economie en ondernemen;B;5;3;12 4 12 0
    7455;LWOO BB LWT Economie en ondernemen;B;14;3;5 0 15 5
    = VMBO BL lj 3-4;Economie;Horeca, bakkerij en recreatie
    6511;VMBO BB Horeca, bakkerij en recreatie;B;87;3;42 25 35 23
    6555;LWOO BB Horeca, bakkerij en recreatie;B;64;3;26 20 35 23
    7511;VMBO BB LWT Horeca, bakkerij en recreatie;B;18;3;6 3 9 4
    7555;LWOO BB LWT Horeca, bakkerij en recreatie;B;12;3;2 2 9 2
    = VMBO BL lj 3-4;Economie;Vakmanschapsroute Economie
    4551;VMBO BB Vakmanschapsroute Economie Niveau-2;B;5;3;24 14 28 14
    = VMBO BL lj 3-4;Intersect. programma;Dienstverlening en producten
    6911;VMBO BB Dienstverlening en producten;B;198;3;62 34 57 33
    6955;LWOO BB Dienstverlening en producten;B;147;3;63 35 64 39
    7911;VMBO BB LWT Dienstverlening en producten;B;30;3;12 4 14 9
    7955;LWOO BB LWT Dienstverlening en producten;B;27;3;11 10 13 7
    = VMBO BL lj 3-4;Landbouw;Groen
    6711;VMBO BB Groen;B;89;3;85 76 76 63
    6755;LWOO BB Groen;B;69;3;73 82 81 77
    7711;VMBO BB LWT Groen;B;32;3;11 4 23 4
    7755;LWOO BB LWT Groen;B;19;3;11 8 25 6
    = VMBO BL lj 3-4;Techniek;Bouwen, wonen en interieur
    6011;VMBO BB Bouwen, wonen en interieur;B;156;3;42 5 40 4
    6055;LWOO BB Bouwen, wonen en interieur;B;112;3;32 4 39 5
    7011;VMBO BB LWT Bouwen, wonen en interieur;B;31;3;9 1 14 0
    7021;VMBO BB ENT Bouwen, wonen en interieur;B;9;3;8 2 17 0
    7055;LWOO BB LWT Bouwen, wonen en interieur;B;21;3;4 0 13 1
    7065;LWOO BB ENT Bouwen, wonen en interieur;B;6;3;3 0 27 3
    = VMBO BL lj 3-4;Techniek;Maritiem en Techniek
    6811;VMBO BB Maritiem en techniek;B;6;3;53 5 63 3
    = VMBO BL lj 3-4;Techniek;Media, vormgeving en ICT
    6311;VMBO BB Media, vormgeving en ICT;B;37;3;37 11 42 13
    6355;LWOO BB Media, vormgeving en ICT;B;29;3;31 3 43 6
    = VMBO BL lj 3-4;Techniek;Mobiliteit en transport
    6211;VMBO BB Mobiliteit en transport;B;85;3;50 2 43 2
    6255;LWOO BB Mobiliteit en transport;B;54;3;33 1 36 1
    7211;VMBO BB LWT Mobiliteit en transport;B;19;3;2 1 11 0
    7255;LWOO BB LWT Mobiliteit en transport;B;6;3;3 0 12 0
    = VMBO BL lj 3-4;Techniek;Produceren, installeren en energie
    6111;VMBO BB Produceren, installeren en energie;B;204;3;50 2 50 1
    6155;LWOO BB Produceren, installeren en energie;B;135;3;43 1 50 1
    7111;VMBO BB LWT Produceren, installeren en energie;B;29;3;7 1 14 1
    7155;LWOO BB LWT Produceren, installeren en energie;B;24;3;8 2 12 0
    = VMBO BL lj 3-4;Techniek;Vakmanschapsroute Techniek
    4411;LWOO BB Vakmanschapsroute Techniek Niveau-2;B;8;3;82 1 65 4
    4511;VMBO BB Vakmanschapsroute Techniek Niveau-2;B;11;3;50 3 84 2
    = VMBO BL lj 3-4;Zorg & Welzijn;Vakmanschapsroute Zorg en Welzijn
    4431;LWOO BB Vakmanschapsroute Zorg en Welzijn Niveau-2;B;6;3;117 108 20 95
    4531;VMBO BB Vakmanschapsroute Zorg en Welzijn Niveau-2;B;7;3;26 61 16 73
    = VMBO BL lj 3-4;Zorg & Welzijn;Zorg en welzijn
    6611;VMBO BB Zorg en welzijn;B;277;3;20 69 14 58
    6655;LWOO BB Zorg en welzijn;B;207;3;16 63 16 72
    7611;VMBO BB LWT Zorg en welzijn;B;62;3;4 7 4 14
    7621;VMBO BB ENT Zorg en welzijn;B;11;3;15 6 10 12
    7655;LWOO BB LWT Zorg en welzijn;B;42;3;1 7 7 15
    7665;LWOO BB ENT Zorg en welzijn;B;7;3;31 21 21 19
    = VMBO GL lj 3-4;Economie;Economie en ondernemen
    6431;VMBO GL Economie en ondernemen;B;83;3;82 57 55 38
    6475;LWOO GL Economie en ondernemen;B;31;3;9 6 8 7
    = VMBO GL lj 3-4;Economie;Horeca, bakkerij en recreatie
    6531;VMBO GL Horeca, bakkerij en recreatie;B;25;3;30 50 24 36
    6575;LWOO GL Horeca, bakkerij en recreatie;B;7;3;6 9 1 4
    = VMBO GL lj 3-4;Intersect. programma;Dienstverlening en producten
    6931;VMBO GL Dienstverlening en producten;B;186;3;236 235 172 171
    6975;LWOO GL Dienstverlening en producten;B;97;3;12 17 9 12
    = VMBO GL lj 3-4;Landbouw;Beroepsroute Landbouw
    4771;VMBO GL Beroepsroute Landbouw Niveau-4;B;11;3;113 115 77 91
    = VMBO GL lj 3-4;Landbouw;Groen
    6731;VMBO GL Groen;B;73;3;113 162 117 159
    6775;LWOO GL Groen;B;39;3;8 13 8 17
    = VMBO GL lj 3-4;Techniek;Bouwen, wonen en interieur
    6031;VMBO GL Bouwen, wonen en interieur;B;55;3;51 14 35 9
    6075;LWOO GL Bouwen, wonen en interieur;B;10;3;6 6 8 7
    = VMBO GL lj 3-4;Techniek;Media, vormgeving en ICT
    6331;VMBO GL Media, vormgeving en ICT;B;15;3;105 95 106 84
    6375;LWOO GL Media, vormgeving en ICT;B;9;3;18 11 12 8
    = VMBO GL lj 3-4;Techniek;Mobiliteit en transport
    6231;VMBO GL Mobiliteit en transport;B;26;3;37 1 35 0
    6275;LWOO GL Mobiliteit en transport;B;5;3;12 0 8 2
    = VMBO GL lj 3-4;Techniek;Produceren, installeren en energie
    6131;VMBO GL Produceren, installeren en energie;B;72;3;71 7 65 2
    6175;LWOO GL Produceren, installeren en energie;B;16;3;10 1 8 1
    = VMBO GL lj 3-4;Zorg & Welzijn;Zorg en welzijn
    6631;VMBO GL Zorg en welzijn;B;95;3;20 132 13 103
    6675;LWOO GL Zorg en welzijn;B;40;3;2 13 2 19
    = VMBO KL lj 3-4;Economie;Economie en ondernemen
    6421;VMBO KB Economie en ondernemen;B;229;3;96 49 93 51
    6465;LWOO KB Economie en ondernemen;B;151;3;23 17 28 18
    = VMBO KL lj 3-4;Economie;Horeca, bakkerij en recreatie
    6521;VMBO KB Horeca, bakkerij en recreatie;B;89;3;76 57 67 54
    6565;LWOO KB Horeca, bakkerij en recreatie;B;59;3;17 19 18 26
    = VMBO KL lj 3-4;Intersect. programma;Dienstverlening en producten
    6921;VMBO KB Dienstverlening en producten;B;209;3;152 99 140 101
    6965;LWOO KB Dienstverlening en producten;B;152;3;42 37 49 42
    = VMBO KL lj 3-4;Landbouw;Groen
    6721;VMBO KB Groen;B;90;3;144 154 140 150
    6765;LWOO KB Groen;B;64;3;34 45 40 59
    = VMBO KL lj 3-4;Techniek;Bouwen, wonen en interieur
    6021;VMBO KB Bouwen, wonen en interieur;B;164;3;86 13 66 13
    6065;LWOO KB Bouwen, wonen en interieur;B;105;3;17 4 21 6
    = VMBO KL lj 3-4;Techniek;Maritiem en Techniek
    6821;VMBO KB Maritiem en techniek;B;6;3;117 15 118 10
    6865;LWOO KB Maritiem en techniek;B;5;3;42 6 46 4
    = VMBO KL lj 3-4;Techniek;Media, vormgeving en ICT
    6321;VMBO KB Media, vormgeving en ICT;B;48;3;113 46 118 44
    6365;LWOO KB Media, vormgeving en ICT;B;35;3;32 10 31 7
    = VMBO KL lj 3-4;Techniek;Mobiliteit en transport
    6221;VMBO KB Mobiliteit en transport;B;89;3;76 3 69 3
    6265;LWOO KB Mobiliteit en transport;B;50;3;15 0 23 1
    = VMBO KL lj 3-4;Techniek;Produceren, installeren en energie
    6121;VMBO KB Produceren, installeren en energie;B;209;3;101 5 103 4
    6165;LWOO KB Produceren, installeren en energie;B;133;3;22 2 31 2
    = VMBO KL lj 3-4;Techniek;Vakmanschapsroute Techniek
    4412;LWOO KB Vakmanschapsroute Techniek Niveau-2;B;6;3;35 3 37 0
    4512;VMBO KB Vakmanschapsroute Techniek Niveau-2;B;8;3;81 8 111 2
    = VMBO KL lj 3-4;Zorg & Welzijn;Zorg en welzijn
    6621;VMBO KB Zorg en welzijn;B;286;3;37 170 28 162
    6665;LWOO KB Zorg en welzijn;B;212;3;9 48 9 64
    = VMBO TL lj 3-4;Economie;N.v.t.
    0472;MAVO/Theor Lw-Profiel Economie;T;653;3;159 134 181 135
    2213;LWOO/Theor Lw-Profiel Economie;T;166;3;14 14 13 13
    = VMBO TL lj 3-4;Landbouw;N.v.t.
    0473;MAVO/Theor Lw-Profiel Landbouw;T;292;3;15 12 19 19
    2214;LWOO/Theor Lw-Profiel Landbouw;T;16;3;6 5 6 6
    = VMBO TL lj 3-4;N.v.t.;N.v.t.
    0474;MAVO/Theor Lw-Profielloos leerjaar 3;T;63;3;328 299
    2215;LWOO/Theor Lw-Profielloos leerjaar 3;T;9;3;17 36
    = VMBO TL lj 3-4;Techniek;N.v.t.
    0470;MAVO/Theor Lw-Profiel Techniek;T;589;3;71 30 102 20
    2211;LWOO/Theor Lw-Profiel Techniek;T;110;3;8 3 13 5
    = VMBO TL lj 3-4;Zorg & Welzijn;N.v.t.
    0471;MAVO/Theor Lw-Profiel Zorg en Welzijn;T;620;3;38 77 59 170
    2212;LWOO/Theor Lw-Profiel Zorg en Welzijn;T;157;3;4 11 6 18
    = VMBO uitbest. aan VAVO;N.v.t.;N.v.t.
    4040;VMBO-TL naar VAVO;T;218;3;1 1 17 14
    4045;VMBO-TL naar VAVO teruggekeerd gezakt;T;267;4;10 11
    4050;LWOO VMBO-TL naar VAVO;T;14;4;6 6
    4055;LWOO VMBO-TL naar VAVO teruggekeerd gez.;T;11;4;3 8
    = VWO lj 4-6;N.v.t.;Cultuur en Maatschappij
    0173;VWO-ATH Prf Cul/Maat;H;474;4;10 39 10 43 8 40
    0273;VWO-GYM Prf Cul/Maat;H;291;4;8 19 6 22 7 21
    = VWO lj 4-6;N.v.t.;Economie en Maatschappij
    0172;VWO-ATH Prf Ec/Maat;H;489;4;112 104 112 95 96 80
    0272;VWO-GYM Prf Ec/Maat;H;298;4;33 32 28 26 23 21
    = VWO lj 4-6;N.v.t.;Economie en Maatschappij / Cultuur en Maatschappij
    0179;VWO-ATH Prf Ec/Maat & Cul/Maat;H;319;4;12 26 15 32 18 39
    0279;VWO-GYM Prf Ec/Maat & Cul/Maat;H;177;4;16 20 21 24 33 37
    = VWO lj 4-6;N.v.t.;Natuur en Gezondheid
    0171;VWO-ATH Prf Nat/Gezond;H;482;4;72 128 64 119 49 92
    0271;VWO-GYM Prf Nat/Gezond;H;319;4;27 53 26 49 20 40
    = VWO lj 4-6;N.v.t.;Natuur en Gezondheid / Cultuur en Maatschappij
    0177;VWO-ATH Prf Nat/Gezond & Cul/Maat;H;22;4;2 6 0 2 1 6
    0277;VWO-GYM Prf Nat/Gezond & Cul/Maat;H;17;4;3 6 1 6 2 6
    = VWO lj 4-6;N.v.t.;Natuur en Gezondheid / Economie en Maatschappij
    0178;VWO-ATH Prf Nat/Gezond & Ec/Maat;H;20;4;4 6 1 2 2 2
    0278;VWO-GYM Prf Nat/Gezond & Ec/Maat;H;14;4;11 6 9 4 1 0
    = VWO lj 4-6;N.v.t.;Natuur en Techniek
    0170;VWO-ATH Prf Nat/Tech;H;480;4;94 52 91 48 73 36
    0270;VWO-GYM Prf Nat/Tech;H;314;4;48 35 46 32 37 22
    = VWO lj 4-6;N.v.t.;Natuur en Techniek / Cultuur en Maatschappij
    0176;VWO-ATH Prf Nat/Tech & Cul/Maat;H;5;4;20 32 0 0 0 4
    0276;VWO-GYM Prf Nat/Tech & Cul/Maat;H;7;4;0 1 1 6 3 0
    = VWO lj 4-6;N.v.t.;Natuur en Techniek / Economie en Maatschappij
    0175;VWO-ATH Prf Nat/Tech & Ec/Maat;H;9;4;52 33 1 0 1 2
    0275;VWO-GYM Prf Nat/Tech & Ec/Maat;H;10;4;2 4 3 1 4 0
    = VWO lj 4-6;N.v.t.;Natuur en Techniek / Natuur en Gezondheid
    0174;VWO-ATH Prf Nat/Tech & Nat/Gezond;H;399;4;32 40 45 53 55 68
    0274;VWO-GYM Prf Nat/Tech & Nat/Gezond;H;230;4;29 35 34 41 52 63
    = VWO uitbest. aan VAVO;N.v.t.;N.v.t.
    4011;VWO-ATH NW naar VAVO;H;210;5;2 3 5 8
    4016;VWO-ATH NW naar VAVO teruggekeerd gezakt;H;293;6;13 22
    4021;VWO-GYM NW naar VAVO;H;25;5;3 4 5 6
    4026;VWO-GYM NW naar VAVO teruggekeerd gezakt;H;64;6;12 17
    """
}
