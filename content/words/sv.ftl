### Alla ord i gränssnittet på svenska. Ett ord per nyckel, aldrig hopsatta av delar.

## Adresser
path-search = sok
path-services = tjanster
path-municipalities = kommuner
path-guides = guider
path-topics = amnen
path-map = karta
path-place = valj-plats
path-about = om
path-pages = sidor
path-sources = kallor
path-accessibility = tillganglighet

## Språk
language-name = Svenska
language-se = samiska
language-fi = finska
language-fit = meänkieli
fallback-notice-sv = Texten finns bara på svenska.
fallback-notice-en = Texten finns bara på engelska.
fallback-notice-fi = Texten finns bara på finska.
fallback-notice-se = Texten finns bara på nordsamiska.
fallback-notice-fit = Texten finns bara på meänkieli.

## Tal och datum
number = { $number }
date = { $day } { $month ->
    [1] januari
    [2] februari
    [3] mars
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] augusti
    [9] september
    [10] oktober
    [11] november
   *[12] december
} { $year }
count-municipalities = { $count ->
    [one] 1 kommun
   *[other] { $count } kommuner
}
count-services = { $count ->
    [one] 1 tjänst
   *[other] { $count } tjänster
}

## Ramen runt varje sida
skip-to-content = Hoppa till innehållet
nav-main = Huvudmeny
nav-languages = Språk
nav-breadcrumbs = Du är här
nav-footer = Om webbplatsen
nav-start = Start
nav-services = Tjänster
nav-topics = Ämnen
nav-guides = Guider
nav-municipalities = Kommuner
nav-map = Karta
nav-search = Sök
nav-place = Hitta din kommun
nav-about = Om webbplatsen
nav-accessibility = Tillgänglighet
nav-sources = Källor och licenser
footer-contact = Ansvarig:
footer-contact-page = Kontakta oss
notices = Viktiga meddelanden
chosen-municipality = Din kommun:
change-municipality = Byt kommun
choose-municipality = Välj din kommun
choose-municipality-why = så visar vi vad som gäller där du bor.
forget-municipality = Glöm min kommun
remember-municipality = Kom ihåg { $name } som min kommun
remember-text = Vi sparar bara vilken kommun du har valt, i din egen webbläsare. Du kan ta bort valet när du vill.

## Ord som återkommer
contact = Kontakt
email = E-post
address = Besöksadress
website = Webbplats
source = Källa
licence = Licens
retrieved = Hämtad
accuracy = Noggrannhet
confirmed = Bekräftad
previous = Föregående
next = Nästa
all-services = Alla tjänster
all-municipalities = Alla kommuner
onward = Gå vidare
static-needs-server = Det här är en kopia av webbplatsen. Sökningen fungerar bara på den riktiga webbplatsen.
static-choose-below = Det här är en kopia av webbplatsen. Välj kommun i listan längre ned.

## Hur en tjänst finns i en kommun
state-provided = Finns i kommunen
state-handled = Sköts av någon annan
state-elsewhere = Sköts av en myndighet
state-missing = Finns inte
state-unknown = Vi vet inte
map-area = { $name }: { $state }

## Vem det är för
audience-all = Alla
audience-citizen = Privatpersoner
audience-business = Företag
audience-association = Föreningar
entrance-citizen = Du som bor här
entrance-citizen-text = Bygga, flytta, förskola, stöd och vardag
entrance-business = Du som driver företag
entrance-business-text = Tillstånd, anmälningar och tillsyn
entrance-association = Du som är aktiv i en förening
entrance-association-text = Bidrag, lokaler och evenemang

## Vad det är för slags ärende
kind-of-service-permit = Tillstånd
kind-of-service-notification = Anmälan
kind-of-service-application = Ansökan
kind-of-service-grant = Bidrag
kind-of-service-booking = Bokning
kind-of-service-report = Felanmälan och orosanmälan
kind-of-service-information = Råd och information
kind-of-service-payment = Betalning
kind-of-service-support = Stöd i vardagen

## Startsidan
start-lead = Sök på det du vill göra, så visar vi rätt väg. { $services } tjänster i { $municipalities } kommuner.
start-common = Vanliga ärenden
start-topics = Ämnen
start-entrances = Vem är du?
start-find-municipality = Vet du inte vilken kommun det gäller? Sök på ort eller postnummer

## Sökning
search-title = Sök
search-title-for = Sök: { $query }
search-description = Sök bland tjänster, guider och kommuner.
search-label = Vad vill du göra?
search-municipality-label = Kommun
search-button = Sök
search-suggestions = Förslag
search-suggestions-hint = Det finns förslag. Gå till dem med piltangenterna.
search-count = { $count ->
    [0] Inga träffar på ”{ $query }”
    [one] 1 träff på ”{ $query }”
   *[other] { $count } träffar på ”{ $query }”
}
search-understood = Vi visar vad som gäller i { $name }. Det som vi vet ordnas där står först.
search-understood-undo = Sök i alla kommuner i stället
search-corrected = Vi sökte också på ”{ $query }”.
search-narrow = Begränsa sökningen
search-hits = Träffar
search-pages = Fler träffar
search-page = Sida { $number }
search-none-title = Vi hittade inget som passar
search-none-other-words = Prova med andra eller färre ord, till exempel ”bygga altan” eller ”förskola”.
search-none-nearest = Menade du något av de här orden?
search-none-ask = Fråga { $name }
search-none-municipality = Fråga din kommun: här finns telefonnummer till alla
facet-kind = Typ av sida
facet-topic = Ämne
facet-audience = Vem det gäller
facet-provided = Ordnas i
facet-eid = E-legitimation
eid-yes = Med e-legitimation
eid-no = Utan e-legitimation
facet-language = Språk
facet-clear = Visa alla
kind-service = Tjänst
kind-guide = Guide
kind-checklist = Checklista
kind-event = Situation
kind-municipality = Kommun
kind-topic = Ämne
kind-page = Sida

## Tjänster
services-title = Tjänster A till Ö
services-description = Alla tjänster i bokstavsordning.
services-lead = { $count ->
    [one] 1 tjänst, i bokstavsordning.
   *[other] { $count } tjänster, i bokstavsordning.
}
services-filter = Visa tjänster för
services-letters = Gå till bokstav
service-where = Vart ska du vända dig?
service-show-in = Visa vad som gäller i { $name }
service-other-place = Eller välj en annan plats
service-show-button = Visa rätt väg
service-all-municipalities = Alla kommuner
service-map-title = Karta: { $service } i varje kommun
service-guides = Läs mer
service-decided-municipality = Så gör du
service-decided-county = Länsstyrelsen sköter det här
service-decided-police = Polisen sköter det här
service-decided-state = En statlig myndighet sköter det här
go-to-service = Så gör du: { $service }
applies-in = Gäller i { $names }

## Fakta om en tjänst
facts-title = Bra att veta
facts-evidence = Ha det här redo
facts-time = Så lång tid tar det
facts-time-statutory = Gränsen är bestämd i lag.
facts-fee = Vad det kostar
facts-audience = Vem det är för
facts-law = Lagar och regler
facts-reviewed = Granskad
facts-reviewed-by = { $date } av { $owner }
facts-quality-verified = Uppgifterna är kontrollerade mot källor.
facts-quality-partly = En del av uppgifterna är kontrollerade mot källor.
facts-quality-memory = Uppgifterna är inte kontrollerade mot källor. Fråga kommunen om du är osäker.
fee-local = Varje kommun bestämmer sin avgift.
fee-free = Det kostar ingenting.
fee-fixed = Avgiften är lika för alla.
fee-unknown = Vi vet inte vad det kostar.

## Svaret: vart man ska vända sig
answer-heading = { $service } i { $municipality }
answer-direct = { $municipality } sköter det här
answer-handled-by = { $handler } sköter det här åt { $municipality }
answer-elsewhere = Det här sköts av { $handler }
answer-not-provided = Det här finns inte i { $municipality }
answer-depends = Vem du ska vända dig till beror på var i { $municipality } platsen ligger
answer-inside = Om platsen ligger i ett område i kartlagret ”{ $layer }”
answer-outside = Om platsen ligger utanför sådana områden
answer-point-label = Var ligger platsen?
answer-point-hint = Skriv latitud och longitud i grader, till exempel 62,39 och 17,31, så kan vi svara.
answer-point-button = Visa svaret
answer-unknown = Vi vet inte om det här finns i { $municipality }
answer-unknown-text = Vi har ingen uppgift om hur { $name } gör. Det betyder inte att tjänsten saknas. Fråga kommunen, så får du rätt svar.
answer-portal = Till e-tjänsterna i { $name }
answer-website = Till webbplatsen för { $name }
answer-decided-by = Beslutet fattas av { $name }.
answer-instead = Gör så här i stället
answer-all-closed = Just nu är vägen in stängd. Se meddelandet högst upp på sidan.
answer-called = Heter på plats:
answer-host = Du kommer till { $host }
answer-confirmed = Bekräftad { $date }
answer-source = Källa: { $source }
answer-others = Andra sätt
answer-local = Det här gäller i { $name }
answer-requires = Det här krävs
answer-why = Därför skickas du hit
answer-about = Om tjänsten
answer-read-more = Läs hela texten om tjänsten
answer-change-municipality = Byt kommun
answer-all-in = Alla tjänster i { $name }
answer-nearest = Platsen ligger inte i någon kommun på vår karta. Närmast är { $name }, { $km } km bort.
answer-near-border = Platsen ligger nära en kommungräns, och vår karta är inte exakt. Kontrollera om det i stället gäller:
near-municipality = { $name } ({ $km } km bort)

## Vägar in
channel-e-service = E-tjänst
channel-form = Blankett
channel-page = Mer information
channel-phone = Telefon
channel-email = E-post
channel-visit = Besök
channel-closed = Stängd just nu
channel-go-e-service = Gå till e-tjänsten
channel-go-form = Hämta blanketten
channel-go-page = Läs hur du gör
channel-go-phone = Ring
channel-go-email = Skriv e-post
channel-go-phone-to = Ring { $to }
channel-go-email-to = Skriv till { $to }
login-bankid = Du behöver BankID.
login-eid = Du behöver en e-legitimation.
login-account = Du behöver ett konto.
login-none = Du behöver inte logga in.

## Steg i beslutet
step-place-found = Platsen ligger i { $name }.
step-place-nearest = Platsen ligger inte i någon kommun på kartan. Närmast är { $name }, { $km } km bort.
step-place-ambiguous = Platsen kan vara i flera kommuner.
step-place-unknown = Vi känner inte till platsen.
step-own-provision = Kommunen har tjänsten själv.
step-own-provision-expired = Kommunens egen uppgift gäller inte i dag.
step-inside-area = Platsen ligger i ett område i kartlagret ”{ $layer }”. Där är det { $name } som beslutar.
step-point-needed = En del av kommunen ligger i kartlagret ”{ $layer }”. Därför avgör det exakta läget vem du ska vända dig till.
step-own-provision-elsewhere = Kommunens egen uppgift gäller bara i en del av kommunen.
step-no-provision = Vi har ingen egen uppgift från kommunen.
step-provision-handled-by = Kommunen låter { $name } sköta tjänsten.
step-organisation-handles = { $name } sköter tjänsten åt sina medlemmar.
step-agreement-handles = Enligt { $agreement } sköter { $name } tjänsten.
step-decided-by = Kommunen tar emot ärendet, men { $name } beslutar.
step-other-level = Tjänsten är inte kommunal. { $name } ansvarar för den.
step-not-provided = Tjänsten finns inte i kommunen.
step-unknown = Vi vet inte om kommunen har tjänsten. Därför visar vi kommunens egna vägar in.
step-channel-closed = En väg in är stängd just nu.
step-succeeded-by = Kommunen har gått upp i { $name }.

## Plats
place-title = Hitta din kommun
place-description = Sök på kommun, ort eller postnummer.
place-label = Kommun, ort eller postnummer
place-hint = Till exempel Sundsvall, Alnö eller 852 31
place-button = Hitta kommunen
place-found = Det är { $name }
place-go = Gå till { $name }
place-services = Se alla tjänster och vad som gäller i { $name }
place-choose-title = ”{ $place }” finns på flera håll
place-choose-text = Välj den kommun som gäller:
place-no-such-place-title = Vi hittar inte ”{ $place }”
place-no-such-place-text = Kontrollera stavningen, prova ett postnummer eller en större ort i närheten, eller välj kommun i listan.
place-nowhere-near-title = Platsen ligger för långt bort
place-nowhere-near-text = Ingen av kommunerna på vår karta ligger i närheten. Välj kommun i listan i stället.
place-outside-portal-title = Platsen ligger i { $name }
place-outside-portal-text = Den kommunen är inte med här. Vänd dig direkt till den.
position-button = Använd min position
position-text = Webbläsaren frågar dig först. Positionen används för att hitta din kommun och sparas inte hos oss. Den syns i adressfältet.
position-denied = Vi fick ingen position. Skriv platsen i stället.
place-swapped = Menade du { $lat }, { $lon }? Latitud skrivs före longitud.
place-address = Vi känner inte till gatuadresser. Vi kan däremot söka på orten eller postnumret:

## Kommuner
municipalities-title = Kommuner
municipalities-description = Alla { $count } kommuner, i län och på karta.
municipalities-lead = { $count ->
    [one] 1 kommun är med.
   *[other] { $count } kommuner är med.
}
municipalities-list = Kommuner i varje län
municipality-description = Tjänster, e-tjänster och kontaktuppgifter i { $name }.
municipality-portal = Till kommunens e-tjänster
municipality-contact = Kontakta kommunen
municipality-languages = Minoritetsspråk
municipality-languages-text = Här har du särskild rätt att använda ditt språk när du kontaktar kommunen:
municipality-neighbours = Grannkommuner
municipality-map-title = Karta över { $name } och grannkommunerna
municipality-services = Tjänster i { $name }
municipality-facts = Om uppgifterna
municipality-code = Kommunkod
municipality-population = Invånare
municipality-succeeded-by = Kommunen har gått upp i

## Kontor och servicepunkter
service-points = Kontor och servicepunkter
service-points-in = Kontor och servicepunkter i { $name }
service-points-visit = Besök ett kontor
service-points-none = Vi vet inte var kommunen tar emot besök. Fråga kommunen innan du åker.
service-point-hours = Öppettider
service-point-hours-unknown = De är inte kända här. Fråga innan du åker.
service-point-phone = Telefon
service-point-provider = Här finns
service-point-services = Här får du hjälp med
service-point-way = { $km } km härifrån, fågelvägen.
service-point-unplaced = Vi vet inte var på kartan den ligger.
service-point-more = Mer om { $name }
service-point-seen = Källa: { $source }. Bekräftad { $date }.

## Karta, ämnen, guider
map-title = Karta över kommunerna
map-description = Välj kommun på kartan eller i listan.
map-lead = Välj kommun på kartan.
map-skip = Gå till samma kommuner som lista
map-lead-service = Kartan visar vilka kommuner som har tjänsten ”{ $service }”.
map-service = Visa en tjänst
map-service-none = Ingen, bara kommunerna
map-place = Vad gäller på en plats?
map-layers = Visa också
map-show = Visa på kartan
map-here-service = Se vad som gäller för { $service } i { $name }
map-files = Hämta, bädda in och källor
map-geojson = Hämta kartan som GeoJSON
map-csv = Hämta listan som CSV
map-service-points-geojson = Hämta kontor och servicepunkter som GeoJSON
map-no-service-points = Kontor och servicepunkter finns inte på kartan än: vi har ingen källa som säger var de ligger. På kommunens sida finns telefon och webbplats.
map-embed = Visa kartan på en annan webbplats
map-embed-text = Kopiera raden till din sida. Kartan använder inga kakor och hämtar inget från någon annan.
map-sources = Kartans källor:
map-ground-source = Den rörliga kartans bakgrund:
embedded-from = Öppna i { $name }
live-open = Öppna rörlig karta
live-open-text = Då hämtas ungefär en halv megabyte.
live-title = Rörlig karta
live-buttons = Kartans knappar
live-in = Förstora
live-out = Förminska
live-whole = Visa allt
live-full = Helskärm
live-close = Stäng rörlig karta
live-keys = Tryck på kartan så får du veta vad som gäller där. Med tangentbordet: pilarna flyttar kartan, plus och minus ändrar skala och Retur frågar vad som gäller i mitten.
live-failed = Den rörliga kartan kan inte visas i din webbläsare. Kartan och listan här på sidan visar samma sak.
live-nearest-points = Närmast att besöka:
live-nearest = Platsen ligger inte i någon kommun på kartan. Närmast är { $name }, { $km } km bort.
topics-title = Ämnen
topics-description = Tjänster och guider efter ämne.
topics-list = Alla ämnen
guides-title = Guider
guides-description = Guider som leder dig steg för steg.
guides-lead = Läs hur det går till, steg för steg.
guide-contents = Delar i guiden
guide-turn = Fler delar
guide-services = Tjänster som hör till
guide-checklist = Till checklistan: { $title }
guide-print = Visa hela guiden på en sida
page-reviewed = Granskad { $date }
note-warning = Tänk på
note-example = Exempel
note-summary = I korthet

## Checklistor och planer
path-checklists = checklistor
path-questions = fragor
path-plan = plan
path-flow = flode
path-events = handelser
nav-events = Situationer
events-title = Situationer i livet och i företaget
events-description = Samlade checklistor, guider och tjänster för det som händer.
events-lead = Välj det som händer. Du får checklistor, guider och tjänster på samma sida.
events-life = I livet
events-business = I företaget och föreningen
event-checklists = Svara på några frågor och få en plan.
nav-checklists = Checklistor
checklists-title = Checklistor
checklists-description = Svara på några frågor och få en plan med tillstånd, tider och avgifter.
checklists-lead = Svara på några frågor. Du får en plan: vad du behöver, i vilken ordning, hur lång tid det tar och vem som beslutar.
checklist-kicker = Checklista
checklist-begin-title = Gör din plan
checklist-begin-text = { $count ->
    [one] Du svarar på en fråga. Ingenting sparas.
   *[other] Du svarar på högst { $count } frågor. Ingenting sparas, och du kan ändra alla svar.
  }
checklist-begin = Börja
checklist-all-on-one = Visa alla frågor på en sida
checklist-everything = Det här kan du behöva
checklist-everything-text = Alla behöver inte allt. Svara på frågorna för att se vad som gäller dig.
checklist-guides = Läs mer
checklist-flow = Se hur frågorna hänger ihop
static-checklist = Planen görs på den levande webbplatsen. Här ser du allt som kan behövas.
requirement-permit = Tillstånd
requirement-notification = Anmälan
requirement-step = Att göra
requirement-always = Gäller alla
yes = Ja
no = Nej
question-why = Varför frågar vi?
question-error = Fel: { $error }
question-several = Du kan välja flera.
question-optional = (frivilligt)
question-date = Skriv år, månad och dag, till exempel 2027-03-01.
question-choose-place = Välj kommun
question-go-on = Fortsätt
question-back = Tillbaka
question-change = Ändra
question-change-which = Ändra svaret: { $question }
question-skipped = Inget svar
questions-progress = Fråga { $number } av högst { $most }
questions-errors = { $count ->
    [one] Ett svar behöver rättas
   *[other] { $count } svar behöver rättas
  }
questions-error-title = Fel: { $title }
questions-all-title = Alla frågor
questions-all-text = Svara på dem som gäller dig. Kommer det till en fråga visas den när du har gått vidare.
questions-show-plan = Visa planen
questions-one = Visa en fråga i taget
questions-everything = Se allt som kan behövas
questions-answered = Dina svar
fault-missing = Svara på frågan för att komma vidare.
fault-no-such-option = Välj ett av svaren i listan.
fault-none-with-others = Du har valt både det svaret och andra. Välj antingen det eller de andra.
fault-several-answers = Här passar bara ett svar. Välj ett.
fault-not-a-number = Skriv ett helt tal med siffror.
fault-out-of-range = Skriv ett tal från { $minimum } till { $maximum }.
fault-not-a-date = Skriv en dag som finns, till exempel 2027-03-01.
fault-far-date = Dagen är för långt bort. Välj en dag inom tjugo år.
fault-past-day = Dagen har redan varit. Välj i dag eller senare.
fault-no-such-place = Vi känner inte till den kommunen. Välj en i listan.
fault-no-such-question = En del av adressen hör inte till någon fråga, så vi bortsåg från den.
fault-too-much = Adressen säger mer än vi kan läsa. Vi tog med början av den.
plan-kicker = Din plan
plan-heading = { $title } i { $name }
plan-heading-without-place = { $title }: din plan
plan-mistakes = Något i adressen gick inte att använda
plan-unasked = Något svar hörde till en fråga som inte gäller dig. Det räknas inte.
plan-unanswered = { $count ->
    [one] En fråga är kvar
   *[other] { $count } frågor är kvar
  }
plan-go-on = Svara på fler frågor
plan-opening = Räkna med att vara klar { $date }
plan-opening-none = Inget behöver vara klart i förväg
plan-opening-text = Det gäller om du skickar in allt du kan { $date } och varje steg tar den längsta tid som är känd.
plan-opening-soonest = Går allt så fort det kan är du klar { $date }.
plan-opening-unknown = För de här stegen är tiden inte känd, så det kan ta längre tid:
plan-wished = Du vill vara klar { $date }
plan-wished-in_time = Det går att hinna. Vid varje steg står den sista dagen för det.
plan-wished-tight = Det går bara att hinna om något går fortare än den längsta tid som är känd. Räkna annars med { $date }.
plan-wished-too_early = Så tidigt går det inte, ens om allt går så fort det kan. Då är du klar först { $date }.
plan-start = Första dagen du kan skicka in något
plan-day = Dagen då allt ska vara klart, om den är bestämd
plan-start-button = Räkna om
plan-calendar = Lägg in planen i din kalender (.ics)
plan-json = Planen som data (JSON)
plan-without-place = Välj kommun för att se vem som beslutar och vad det kostar.
plan-timeline = Tidslinje
plan-timeline-text = Den ljusa delen av en stapel är tiden upp till den längsta. En streckad linje betyder att tiden inte är känd. Det lodräta strecket är den dag då allt räknas vara klart.
plan-timeline-wished = Det mörka strecket är din egen dag, och det röda strecket i en rad är den sista dagen för steget.
plan-steps = { $count ->
    [one] Ett steg
   *[other] { $count } steg i ordning
  }
plan-after-opening = Kan göras efteråt
plan-decides = Vem beslutar
plan-why = Se varför
plan-where = Se vart du vänder dig
plan-ask = Vi har ingen länk till just det här i { $name }. Fråga kommunen:
plan-time-provision = Kommunens egen uppgift
plan-days = { $days ->
    [one] 1 dag
   *[other] { $days } dagar
  }
plan-days-between = { $min } till { $max } dagar
plan-days-at-most = { $days ->
    [one] Högst 1 dag
   *[other] Högst { $days } dagar
  }
plan-days-at-least = { $days ->
    [one] Minst 1 dag
   *[other] Minst { $days } dagar
  }
plan-days-unknown = Tiden är inte känd
plan-days-own = Det avgör du själv, tidigast { $date }
plan-from-until = { $from } till { $until }
plan-from-unknown = Från { $from }, sluttid inte känd
plan-from = Från { $from }
plan-deadline = Skicka in senast { $date } för att hålla planen
plan-send-by = Skicka in senast { $date }
plan-send-well-before = Skicka in i god tid före { $date }
plan-do-by = Ordna det senast { $date }
plan-send-by-passed = Den dagen har redan varit. Skicka in så fort du kan.
plan-at-latest = Senast { $date }
plan-well-before = I god tid före { $date }
plan-fee-unknown = Beloppet är inte känt
plan-origin = Källa: { $source }, { $date }
plan-after = Vänta på
plan-beside = { $count ->
    [one] Kan göras samtidigt som ett annat steg
   *[other] Kan göras samtidigt som { $count } andra steg
  }
plan-nothing = Med dina svar behövs inget av det som checklistan känner till.
plan-fees = Avgifter
plan-fees-sum = { $count ->
    [one] Ett belopp är känt: { $sum }.
   *[other] { $count } belopp är kända. De är tillsammans { $sum }.
  }
plan-fees-none = Inget belopp är känt som tal.
plan-fees-unknown = { $count ->
    [one] En avgift är inte känd. Den är inte med i summan.
   *[other] { $count } avgifter är inte kända. De är inte med i summan.
  }
plan-documents = Handlingar som flera vill ha
plan-documents-text = Ta fram dem en gång.
plan-wanted-by = Behövs för:
plan-open = Det här kan också behövas
plan-open-text = Det beror på frågor som du inte har svarat på.
plan-reviewed = Reglerna granskades { $date }. Planen bygger på dina svar och är inget beslut.
kronor = { $amount } kr
kronor-between = { $least } till { $most } kr
path-compare = jamfor
service-compare = Jämför kommuner
compare-title = { $service }: jämför kommuner
compare-lead = Se samma tjänst i flera kommuner bredvid varandra.
compare-municipality = Kommun
compare-state = Vem beslutar
compare-channel = Så ansöker du
compare-local = Lokala krav
compare-confirmed = Senast kontrollerat
compare-remove = Ta bort
compare-without = Ta bort { $name }
compare-no-channel = Ingen väg in är känd
compare-local-read = Läs vad som gäller i { $name }
compare-local-unknown = Inga är kända
compare-never = Uppgiften är inte kontrollerad
compare-json = Jämförelsen som data (JSON)
compare-first = Välj en kommun
compare-add = Lägg till en kommun
compare-button = Jämför
compare-unknown = Vi känner inte till kommunen ”{ $name }”. Välj en i listan.
compare-too-many = Vi visar högst { $most } kommuner åt gången.
static-compare = Jämförelsen görs på den levande webbplatsen.
calendar-begin = Skicka in: { $title }
calendar-send-by = Senast i dag: { $title }
calendar-wished = Allt ska vara klart: { $title }
calendar-until = Räkna med svar senast { $date }.
calendar-decides = Beslutas av { $name }.
calendar-ready = Allt räknas vara klart: { $title }
calendar-no-decision = Planen bygger på dina svar och är inget beslut.
flow-title = Frågorna i { $title }
flow-lead = Sidan är till för den som skriver checklistan. Varje linje går från en fråga till det som beror på svaret.
flow-picture = Frågor till vänster, det som kan behövas till höger. Samma sak står i listan.
flow-list = Samma som lista
flow-when = om { $when }
flow-question = Fråga:
flow-and = och
flow-or = eller
flow-not = inte

## Källor
sources-title = Källor och licenser
sources-lead = Här ser du varifrån uppgifterna kommer: { $services } tjänster och { $provisions } uppgifter om hur en kommun gör.
sources-layers = Kartor
sources-ground = Den rörliga kartans bakgrund
sources-source-licence = Källa och licens
sources-places = Orter och postnummer
sources-municipalities = Kommunernas uppgifter
sources-software = Program och typsnitt
sources-accuracy-m = Gränserna kan ligga upp till { $metres } meter fel.

## Tillgänglighetsredogörelse
accessibility-title = Tillgänglighetsredogörelse
accessibility-intro = Vi vill att så många som möjligt ska kunna använda { $service }. Här berättar vi hur webbplatsen uppfyller lagen om tillgänglighet till digital offentlig service, vilka brister vi känner till och hur du kan rapportera fler.
accessibility-compliance = Hur tillgänglig är webbplatsen?
accessibility-compliance-full = Webbplatsen är helt förenlig med lagen. Vi känner inte till några brister.
accessibility-compliance-partial = Webbplatsen är delvis förenlig med lagen. Bristerna står nedan.
accessibility-compliance-none = Webbplatsen är inte förenlig med lagen. Bristerna står nedan.
accessibility-failures = Brister vi känner till
accessibility-no-failures = Vi känner inte till några brister.
accessibility-burden = Oskäligt betungande anpassning (12 §)
accessibility-no-burden = Vi åberopar inte något undantag.
accessibility-outside = Innehåll som inte omfattas av lagen (9 §)
accessibility-no-outside = Allt innehåll omfattas.
accessibility-feedback = Meddela oss om något inte fungerar
accessibility-feedback-link = Rapportera en brist
accessibility-authority = Tillsyn
accessibility-authority-text = Myndigheten för digital förvaltning, Digg, har tillsyn över lagen. Är du inte nöjd med hur vi svarar kan du anmäla det dit.
accessibility-authority-link = Anmäl till Digg
accessibility-method = Så har vi testat
accessibility-assessed = Webbplatsen bedömdes { $date }.
accessibility-updated = Redogörelsen uppdaterades { $date }.

## Det som inte gick att förstå
mistake-text-too-long = Sökningen var för lång, så vi använde bara början av den.
mistake-coordinates = Koordinaterna gick inte att förstå. Skriv latitud och longitud i grader, till exempel 62,39 och 17,31.
mistake-postcode = Ett postnummer har fem siffror, till exempel 852 31.
mistake-place-too-long = Platsen var för lång. Skriv namnet på en kommun eller ort, eller ett postnummer.
mistake-value = En del av adressen gick inte att förstå, så vi bortsåg från den.
mistake-municipality = Vi känner inte till den kommunen. Välj en i listan.
mistake-topic = Vi känner inte till det ämnet.
mistake-service = Tjänsten finns inte här. Välj en i listan.
mistake-layer = Kartlagret finns inte här.

## Felsidor
error-ways-on = Vägar vidare
error-code = Felkod { $status }
error-400-title = Vi förstod inte adressen
error-400-text = Något i adressen är fel skrivet. Sök här i stället.
error-checklist = Det stod mer i adressen än vi kan läsa, så svaren i den gick inte att använda. Börja om från första frågan.
error-checklist-begin = Börja om
error-page-again = Öppna sidan utan tilläggen i adressen
error-404-title = Sidan finns inte
error-404-text = Den kan ha flyttat, eller så är adressen fel skriven. Sök efter det du behöver.
error-405-title = Det går inte att göra så här
error-405-text = Sidan finns, men inte för det som webbläsaren försökte göra.
error-408-title = Det tog för lång tid
error-408-text = Det du skickade kom inte fram i tid. Försök igen.
error-413-title = Det blev för mycket på en gång
error-413-text = Det du skickade var för stort. Försök med mindre.
error-414-title = Adressen är för lång
error-414-text = Korta adressen, eller sök här i stället.
error-429-title = Det går lite för fort
error-429-text = Vänta en stund och försök igen.
error-500-title = Något gick fel hos oss
error-500-text = Det är inte ditt fel. Försök igen om en stund.
error-503-title = Webbplatsen är tillfälligt stängd
error-503-text = Försök igen om en stund.
