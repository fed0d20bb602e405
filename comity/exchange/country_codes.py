"""Codes of countries that other coders use, as ISO 3166-1 alpha-3.

COW: Correlates of War Project, State System Membership (v2016), its numbers and letters. CAMEO: the codebook's table of
country codes, which are ISO's but for those below; its regions ("AFR", "MEA") are no state.
"""

from functools import lru_cache

from comity.codebook import states

# number, COW's letters, ISO's
_COW = """
2 USA USA,20 CAN CAN,31 BHM BHS,40 CUB CUB,41 HAI HTI,42 DOM DOM,51 JAM JAM,52 TRI TTO,53 BAR BRB,54 DMA DMA,55 GRN GRD,
56 SLU LCA,57 SVG VCT,58 AAB ATG,60 SKN KNA,70 MEX MEX,80 BLZ BLZ,90 GUA GTM,91 HON HND,92 SAL SLV,93 NIC NIC,
94 COS CRI,95 PAN PAN,100 COL COL,101 VEN VEN,110 GUY GUY,115 SUR SUR,130 ECU ECU,135 PER PER,140 BRA BRA,145 BOL BOL,
150 PAR PRY,155 CHL CHL,160 ARG ARG,165 URU URY,200 UKG GBR,205 IRE IRL,210 NTH NLD,211 BEL BEL,212 LUX LUX,220 FRN FRA,
221 MNC MCO,223 LIE LIE,225 SWZ CHE,230 SPN ESP,232 AND AND,235 POR PRT,255 GMY DEU,260 GFR DEU,265 GDR DDR,290 POL POL,
305 AUS AUT,310 HUN HUN,315 CZE CSK,316 CZR CZE,317 SLO SVK,325 ITA ITA,331 SNM SMR,338 MLT MLT,339 ALB ALB,341 MNG MNE,
343 MAC MKD,344 CRO HRV,345 YUG SRB,346 BOS BIH,347 KOS XKX,349 SLV SVN,350 GRC GRC,352 CYP CYP,355 BUL BGR,359 MLD MDA,
360 ROM ROU,365 RUS RUS,366 EST EST,367 LAT LVA,368 LIT LTU,369 UKR UKR,370 BLR BLR,371 ARM ARM,372 GRG GEO,373 AZE AZE,
375 FIN FIN,380 SWD SWE,385 NOR NOR,390 DEN DNK,395 ICE ISL,402 CAP CPV,403 STP STP,404 GNB GNB,411 EQG GNQ,420 GAM GMB,
432 MLI MLI,433 SEN SEN,434 BEN BEN,435 MAA MRT,436 NIR NER,437 CDI CIV,438 GUI GIN,439 BFO BFA,450 LBR LBR,451 SIE SLE,
452 GHA GHA,461 TOG TGO,471 CAO CMR,475 NIG NGA,481 GAB GAB,482 CEN CAF,483 CHA TCD,484 CON COG,490 DRC COD,500 UGA UGA,
501 KEN KEN,510 TAZ TZA,516 BUI BDI,517 RWA RWA,520 SOM SOM,522 DJI DJI,530 ETH ETH,531 ERI ERI,540 ANG AGO,541 MZM MOZ,
551 ZAM ZMB,552 ZIM ZWE,553 MAW MWI,560 SAF ZAF,565 NAM NAM,570 LES LSO,571 BOT BWA,572 SWA SWZ,580 MAG MDG,581 COM COM,
590 MAS MUS,591 SEY SYC,600 MOR MAR,615 ALG DZA,616 TUN TUN,620 LIB LBY,625 SUD SDN,626 SSD SSD,630 IRN IRN,640 TUR TUR,
645 IRQ IRQ,651 EGY EGY,652 SYR SYR,660 LEB LBN,663 JOR JOR,666 ISR ISR,670 SAU SAU,678 YAR YEM,679 YEM YEM,690 KUW KWT,
692 BAH BHR,694 QAT QAT,696 UAE ARE,698 OMA OMN,700 AFG AFG,701 TKM TKM,702 TAJ TJK,703 KYR KGZ,704 UZB UZB,705 KZK KAZ,
710 CHN CHN,712 MON MNG,713 TAW TWN,731 PRK PRK,732 ROK KOR,740 JPN JPN,750 IND IND,760 BHU BTN,770 PAK PAK,771 BNG BGD,
775 MYA MMR,780 SRI LKA,781 MAD MDV,790 NEP NPL,800 THI THA,811 CAM KHM,812 LAO LAO,816 DRV VNM,820 MAL MYS,830 SIN SGP,
835 BRU BRN,840 PHI PHL,850 INS IDN,860 ETM TLS,900 AUL AUS,910 PNG PNG,920 NEW NZL,935 VAN VUT,940 SOL SLB,946 KIR KIR,
947 TUV TUV,950 FIJ FJI,955 TON TON,970 NAU NRU,983 MSI MHL,986 PAL PLW,987 FSM FSM,990 WSM WSM
"""

_CAMEO = {
    "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "BUR": "MMR", "WSB": "PSE", "GZS": "PSE", "PAL": "PSE", "KSV": "XKX",
    "KOS": "XKX", "MTN": "MNE", "GER": "DEU", "SDS": "SSD",
}  # fmt: skip

# Bodies by the letters that CAMEO gives them (GDELT's known groups; after IGO in an actor's code).
_GROUPS = {
    "UNO": "IGO:UN", "EEC": "IGO:EU", "EUR": "IGO:EU", "NAT": "IGO:NATO", "IMF": "IGO:IMF", "WBK": "IGO:WB",
    "WTO": "IGO:WTO", "IAE": "IGO:IAEA", "ICC": "IGO:ICC", "ICJ": "IGO:ICJ", "OPC": "IGO:OPEC", "ARL": "IGO:LAS",
    "GCC": "IGO:GCC", "ASN": "IGO:ASEAN", "AFU": "IGO:AU", "OAS": "IGO:OAS", "OAU": "IGO:OAU", "OIC": "IGO:OIC",
    "CIS": "IGO:CIS", "COE": "IGO:COE", "SCE": "IGO:OSCE", "ECA": "IGO:ECOWAS", "SAD": "IGO:SADC", "WHO": "IGO:WHO",
    "UNF": "IGO:UNICEF", "HCR": "IGO:UNHCR", "KID": "IGO:UNICEF", "WFP": "IGO:WFP", "FAO": "IGO:FAO",
    "ADB": "IGO:ADB", "SAA": "IGO:SAARC", "SCO": "IGO:SCO", "IGD": "IGO:IGAD", "INP": "IGO:INTERPOL",
    "G07": "IGO:G7", "G20": "IGO:G20", "G77": "IGO:G77", "APE": "IGO:APEC",
}  # fmt: skip

# Roles after the country in an actor's code, as PLOVER's sectors.
SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "LEG": "LEG", "JUD": "JUD", "OPP": "OPP", "COP": "COP", "SPY": "SPY", "UAF": "UAF",
    "REB": "REB", "INS": "REB", "SEP": "REB", "RAD": "RAD", "BUS": "BUS", "MNC": "BUS", "MED": "MED", "EDU": "EDU",
    "CVL": "CVL", "LAB": "LAB", "HLH": "HLH", "REF": "REF", "CRM": "CRM", "AGR": "AGR", "REL": "REL", "PTY": "PTY",
    "IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "INT": "IGO", "IMG": "REB", "ELI": "ELI", "MOD": "CVL", "SET": "CVL",
    "DEV": "CVL", "ENV": "CVL", "HRI": "CVL", "SOC": "CVL", "JEW": "REL", "MOS": "REL", "CHR": "REL",
}  # fmt: skip


def of_cow(code: str) -> str | None:
    """The state of a COW number or COW's letters; letters that COW does not use may be ISO's. Null if neither."""
    word = code.strip().upper().removesuffix(".0")
    found = _cow().get(word.lstrip("0") if word.isdigit() else word)
    return found if found in states() else (word if word in states() else None)


def of_cameo(code: str) -> str | None:
    """The state of a CAMEO country code ("ROM", "JPN"); null for regions and what is none."""
    word = code.strip().upper()
    found = _CAMEO.get(word, word)
    return found if found in states() else None


def body_of(code: str) -> str | None:
    """The body of a CAMEO group's letters ("UNO", "NAT"), or null."""
    return _GROUPS.get(code.strip().upper())


def of_actor_code(code: str) -> tuple[str | None, str | None]:
    """The state or body and PLOVER sector of a CAMEO actor's code: "JPNGOV", "IGOUNO", "NGO", "USAGOVMIL"."""
    parts = [code.strip().upper()[at : at + 3] for at in range(0, len(code.strip()), 3)]
    if not parts:
        return None, None
    country = of_cameo(parts[0])
    roles = parts[1:] if country else parts
    sector = next((SECTORS[part] for part in roles if part in SECTORS), None)
    if country is None and parts[0] in ("IGO", "IMG", "INT", "UNO", "NAT", "EEC"):
        country = next((body for part in parts if (body := body_of(part))), None)
        sector = "IGO" if country else sector
    return country, sector


@lru_cache(maxsize=1)
def _cow() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _COW.replace("\n", "").split(","):
        number, letters, iso = entry.split()
        found[number] = found[letters] = iso
    return found
