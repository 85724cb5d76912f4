### Every word of the interface in English. One word per key, never put together from pieces.

## Addresses
path-search = search
path-services = services
path-municipalities = municipalities
path-guides = guides
path-topics = topics
path-map = map
path-place = place
path-about = about
path-pages = pages
path-sources = sources
path-accessibility = accessibility

## Languages
language-name = English
language-se = Sámi
language-fi = Finnish
language-fit = Meänkieli
fallback-notice-sv = This text is available only in Swedish.
fallback-notice-en = This text is available only in English.
fallback-notice-fi = This text is available only in Finnish.
fallback-notice-se = This text is available only in Northern Sámi.
fallback-notice-fit = This text is available only in Meänkieli.

## Numbers and dates
number = { $number }
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
count-municipalities = { $count ->
    [one] 1 municipality
   *[other] { $count } municipalities
}
count-services = { $count ->
    [one] 1 service
   *[other] { $count } services
}

## The frame around every page
skip-to-content = Skip to content
nav-main = Main menu
nav-languages = Language
nav-breadcrumbs = You are here
nav-footer = About this site
nav-start = Start
nav-services = Services
nav-topics = Topics
nav-guides = Guides
nav-municipalities = Municipalities
nav-map = Map
nav-search = Search
nav-place = Find your municipality
nav-about = About this site
nav-accessibility = Accessibility
nav-sources = Sources and licences
footer-contact = Responsible:
footer-contact-page = Contact us
notices = Important notices
chosen-municipality = Your municipality:
change-municipality = Change municipality
choose-municipality = Choose your municipality
choose-municipality-why = and we show what applies where you live.
forget-municipality = Forget my municipality
remember-municipality = Remember { $name } as my municipality
remember-text = We only save which municipality you have chosen, in your own browser. You can remove it whenever you like.

## Words that come back
contact = Contact
email = Email
address = Visiting address
website = Website
source = Source
licence = Licence
retrieved = Retrieved
accuracy = Accuracy
confirmed = Confirmed
previous = Previous
next = Next
all-services = All services
all-municipalities = All municipalities
onward = Continue
static-needs-server = This is a copy of the site. Search works only on the live site.
static-choose-below = This is a copy of the site. Choose your municipality in the list below.

## How a service exists in a municipality
state-provided = Available here
state-handled = Handled by another body
state-elsewhere = Handled by an agency
state-missing = Not available
state-unknown = We do not know
map-area = { $name }: { $state }

## Who it is for
audience-all = Everyone
audience-citizen = Private individuals
audience-business = Businesses
audience-association = Associations
entrance-citizen = You live here
entrance-citizen-text = Building, moving, preschool, support and daily life
entrance-business = You run a business
entrance-business-text = Permits, notifications and inspections
entrance-association = You are active in an association
entrance-association-text = Grants, premises and events

## What kind of errand it is
kind-of-service-permit = Permit
kind-of-service-notification = Notification
kind-of-service-application = Application
kind-of-service-grant = Grant
kind-of-service-booking = Booking
kind-of-service-report = Report a problem or a concern
kind-of-service-information = Advice and information
kind-of-service-payment = Payment
kind-of-service-support = Support in daily life

## Start page
start-lead = Search for what you want to do, and we show you the right way. { $services } services in { $municipalities } municipalities.
start-common = Common errands
start-topics = Topics
start-entrances = Who are you?
start-find-municipality = Not sure which municipality? Search by town or postcode

## Search
search-title = Search
search-title-for = Search: { $query }
search-description = Search services, guides and municipalities.
search-label = What do you want to do?
search-municipality-label = Municipality
search-button = Search
search-suggestions = Suggestions
search-suggestions-hint = There are suggestions. Go to them with the arrow keys.
search-count = { $count ->
    [0] No results for “{ $query }”
    [one] 1 result for “{ $query }”
   *[other] { $count } results for “{ $query }”
}
search-understood = We show what applies in { $name }. What we know is provided there comes first.
search-understood-undo = Search all municipalities instead
search-corrected = We also searched for “{ $query }”.
search-narrow = Narrow your search
search-hits = Results
search-pages = More results
search-page = Page { $number }
search-none-title = We found nothing that fits
search-none-other-words = Try other or fewer words, such as “build a deck” or “preschool”.
search-none-nearest = Did you mean one of these words?
search-none-ask = Ask { $name }
search-none-municipality = Ask your municipality: here are telephone numbers to all of them
facet-kind = Type of page
facet-topic = Topic
facet-audience = Who it is for
facet-provided = Provided in
facet-eid = E-identification
eid-yes = With e-identification
eid-no = Without e-identification
facet-language = Language
facet-clear = Show all
kind-service = Service
kind-guide = Guide
kind-checklist = Checklist
kind-event = Situation
kind-municipality = Municipality
kind-topic = Topic
kind-page = Page

## Services
services-title = Services A to Z
services-description = All services in alphabetical order.
services-lead = { $count ->
    [one] 1 service, in alphabetical order.
   *[other] { $count } services, in alphabetical order.
}
services-filter = Show services for
services-letters = Go to letter
service-where = Where should you turn?
service-show-in = Show what applies in { $name }
service-other-place = Or choose another place
service-show-button = Show the right way
service-all-municipalities = All municipalities
service-map-title = Map: { $service } in each municipality
service-guides = Read more
service-decided-municipality = What to do
service-decided-county = The county administrative board handles this
service-decided-police = The police handle this
service-decided-state = A state agency handles this
go-to-service = What to do: { $service }
applies-in = Applies in { $names }

## Facts about a service
facts-title = Good to know
facts-evidence = Have this ready
facts-time = How long it takes
facts-time-statutory = The limit is set by law.
facts-fee = What it costs
facts-audience = Who it is for
facts-law = Laws and rules
facts-reviewed = Reviewed
facts-reviewed-by = { $date } by { $owner }
facts-quality-verified = These facts have been checked against sources.
facts-quality-partly = Some of these facts have been checked against sources.
facts-quality-memory = These facts have not been checked against sources. Ask the municipality if you are unsure.
fee-local = Each municipality sets its own fee.
fee-free = It costs nothing.
fee-fixed = The fee is the same for everyone.
fee-unknown = We do not know what it costs.

## The answer: where to turn
answer-heading = { $service } in { $municipality }
answer-direct = { $municipality } handles this
answer-handled-by = { $handler } handles this for { $municipality }
answer-elsewhere = This is handled by { $handler }
answer-not-provided = This is not available in { $municipality }
answer-depends = Whom to turn to depends on where in { $municipality } the place lies
answer-inside = If the place lies in an area of the map layer “{ $layer }”
answer-outside = If the place lies outside such areas
answer-point-label = Where is the place?
answer-point-hint = Write latitude and longitude in degrees, such as 62.39 and 17.31, and we can answer.
answer-point-button = Show the answer
answer-unknown = We do not know whether this is available in { $municipality }
answer-unknown-text = We have no information on how { $name } does this. That does not mean that the service is missing. Ask the municipality, and you will get the right answer.
answer-portal = To the e-services of { $name }
answer-website = To the website of { $name }
answer-decided-by = The decision is made by { $name }.
answer-instead = Do this instead
answer-all-closed = The way in is closed right now. See the notice at the top of the page.
answer-called = Called on site:
answer-host = You will come to { $host }
answer-confirmed = Confirmed { $date }
answer-source = Source: { $source }
answer-others = Other ways
answer-local = What applies in { $name }
answer-requires = What is required
answer-why = Why you are sent here
answer-about = About the service
answer-read-more = Read the full text about the service
answer-change-municipality = Change municipality
answer-all-in = All services in { $name }
answer-nearest = The place lies in no municipality on our map. The nearest is { $name }, { $km } km away.
answer-near-border = The place is close to a municipal border, and our map is not exact. Check whether it is instead:
near-municipality = { $name } ({ $km } km away)

## Ways in
channel-e-service = E-service
channel-form = Form
channel-page = More information
channel-phone = Telephone
channel-email = Email
channel-visit = Visit
channel-closed = Closed right now
channel-go-e-service = Go to the e-service
channel-go-form = Get the form
channel-go-page = Read what to do
channel-go-phone = Call
channel-go-email = Write an email
channel-go-phone-to = Call { $to }
channel-go-email-to = Write to { $to }
login-bankid = You need BankID.
login-eid = You need a Swedish e-identification.
login-account = You need an account.
login-none = You do not need to log in.

## Steps of the decision
step-place-found = The place lies in { $name }.
step-place-nearest = The place lies in no municipality on the map. The nearest is { $name }, { $km } km away.
step-place-ambiguous = The place may be in several municipalities.
step-place-unknown = We do not know the place.
step-own-provision = The municipality provides the service itself.
step-own-provision-expired = The municipality’s own information does not apply today.
step-inside-area = The place lies in an area of the map layer “{ $layer }”. There { $name } decides.
step-point-needed = A part of the municipality lies in the map layer “{ $layer }”, so the exact place decides whom to turn to.
step-own-provision-elsewhere = The municipality’s own information applies only in a part of the municipality.
step-no-provision = We have no information from the municipality itself.
step-provision-handled-by = The municipality lets { $name } handle the service.
step-organisation-handles = { $name } handles the service for its members.
step-agreement-handles = Under { $agreement }, { $name } handles the service.
step-decided-by = The municipality receives the case, but { $name } decides.
step-other-level = The service is not municipal. { $name } is responsible for it.
step-not-provided = The service is not available in the municipality.
step-unknown = We do not know whether the municipality provides the service. That is why we show the municipality’s own ways in.
step-channel-closed = A way in is closed right now.
step-succeeded-by = The municipality has become part of { $name }.

## Place
place-title = Find your municipality
place-description = Search by municipality, town or postcode.
place-label = Municipality, town or postcode
place-hint = For example Sundsvall, Alnö or 852 31
place-button = Find the municipality
place-found = It is { $name }
place-go = Go to { $name }
place-services = See all services and what applies in { $name }
place-choose-title = “{ $place }” exists in several places
place-choose-text = Choose the municipality you mean:
place-no-such-place-title = We cannot find “{ $place }”
place-no-such-place-text = Check the spelling, try a postcode or a larger town nearby, or choose a municipality in the list.
place-nowhere-near-title = The place is too far away
place-nowhere-near-text = None of the municipalities on our map is near. Choose a municipality in the list instead.
place-outside-portal-title = The place lies in { $name }
place-outside-portal-text = That municipality is not part of this site. Please turn to it directly.
position-button = Use my position
position-text = Your browser asks you first. The position is used to find your municipality and is not kept by us. It is visible in the address bar.
position-denied = We got no position. Write the place instead.
place-swapped = Did you mean { $lat }, { $lon }? The latitude comes before the longitude.
place-address = We do not know street addresses. But we can look for the locality or the postcode:

## Municipalities
municipalities-title = Municipalities
municipalities-description = All { $count } municipalities, by county and on a map.
municipalities-lead = { $count ->
    [one] 1 municipality takes part.
   *[other] { $count } municipalities take part.
}
municipalities-list = Municipalities in each county
municipality-description = Services, e-services and contact details in { $name }.
municipality-portal = To the municipality’s e-services
municipality-contact = Contact the municipality
municipality-languages = Minority languages
municipality-languages-text = Here you have a special right to use your language when you contact the municipality:
municipality-neighbours = Neighbouring municipalities
municipality-map-title = Map of { $name } and its neighbours
municipality-services = Services in { $name }
municipality-facts = About these facts
municipality-code = Municipality code
municipality-population = Inhabitants
municipality-succeeded-by = The municipality has become part of

## Offices and service points
service-points = Offices and service points
service-points-in = Offices and service points in { $name }
service-points-visit = Visit an office
service-points-none = We do not know where the municipality receives visitors. Ask the municipality before you go.
service-point-hours = Opening hours
service-point-hours-unknown = They are not known here. Ask before you go.
service-point-phone = Telephone
service-point-provider = Who is here
service-point-services = Here you get help with
service-point-way = { $km } km from here, as the crow flies.
service-point-unplaced = We do not know where on the map it is.
service-point-more = More about { $name }
service-point-seen = Source: { $source }. Confirmed { $date }.

## Map, topics, guides
map-title = Map of the municipalities
map-description = Choose a municipality on the map or in the list.
map-lead = Choose a municipality on the map.
map-skip = Go to the same municipalities as a list
map-lead-service = The map shows which municipalities have the service “{ $service }”.
map-service = Show a service
map-service-none = None, only the municipalities
map-place = What applies at a place?
map-layers = Show as well
map-show = Show on the map
map-here-service = See what applies to { $service } in { $name }
map-files = Download, embed and sources
map-geojson = Download the map as GeoJSON
map-csv = Download the list as CSV
map-service-points-geojson = Download offices and service points as GeoJSON
map-no-service-points = Offices and service points are not on the map yet: we have no source that tells where they are. The page of a municipality has its telephone and website.
map-embed = Show the map on another site
map-embed-text = Copy the line to your page. The map uses no cookies and fetches nothing from anybody else.
map-sources = Sources of the map:
map-ground-source = Background of the movable map:
embedded-from = Open in { $name }
live-open = Open the movable map
live-open-text = This fetches about half a megabyte.
live-title = Movable map
live-buttons = The map’s buttons
live-in = Zoom in
live-out = Zoom out
live-whole = Show everything
live-full = Full screen
live-close = Close the movable map
live-keys = Press anywhere on the map to learn what applies there. By keyboard: the arrows move the map, plus and minus change the scale, and Enter asks what applies in the middle.
live-failed = The movable map cannot be shown in your browser. The map and the list on this page show the same.
live-nearest-points = Nearest to visit:
live-nearest = The place lies in no municipality on the map. The nearest is { $name }, { $km } km away.
topics-title = Topics
topics-description = Services and guides by topic.
topics-list = All topics
guides-title = Guides
guides-description = Guides that lead you step by step.
guides-lead = Read how it works, step by step.
guide-contents = Parts of the guide
guide-turn = More parts
guide-services = Services that belong to it
guide-checklist = To the checklist: { $title }
guide-print = Show the whole guide on one page
page-reviewed = Reviewed { $date }
note-warning = Please note
note-example = Example
note-summary = In short

## Checklists and plans
path-checklists = checklists
path-questions = questions
path-plan = plan
path-flow = flow
path-events = events
nav-events = Situations
events-title = Situations in life and business
events-description = Checklists, guides and services gathered for what happens.
events-lead = Choose what is happening. You get checklists, guides and services on one page.
events-life = In life
events-business = In business and associations
event-checklists = Answer some questions and get a plan.
nav-checklists = Checklists
checklists-title = Checklists
checklists-description = Answer some questions and get a plan with permits, times and fees.
checklists-lead = Answer some questions. You get a plan: what you need, in which order, how long it takes and who decides.
checklist-kicker = Checklist
checklist-begin-title = Make your plan
checklist-begin-text = { $count ->
    [one] You answer one question. Nothing is saved.
   *[other] You answer at most { $count } questions. Nothing is saved, and you can change every answer.
  }
checklist-begin = Begin
checklist-all-on-one = Show all questions on one page
checklist-everything = What you may need
checklist-everything-text = Not everybody needs everything. Answer the questions to see what applies to you.
checklist-guides = Read more
checklist-flow = See how the questions hang together
static-checklist = The plan is made on the live website. Here you see everything that may be needed.
requirement-permit = Permit
requirement-notification = Notification
requirement-step = Something to do
requirement-always = For everybody
yes = Yes
no = No
question-why = Why do we ask?
question-error = Error: { $error }
question-several = You can choose several.
question-optional = (optional)
question-date = Write year, month and day, for example 2027-03-01.
question-choose-place = Choose a municipality
question-go-on = Continue
question-back = Back
question-change = Change
question-change-which = Change the answer: { $question }
question-skipped = No answer
questions-progress = Question { $number } of at most { $most }
questions-errors = { $count ->
    [one] One answer needs to be corrected
   *[other] { $count } answers need to be corrected
  }
questions-error-title = Error: { $title }
questions-all-title = All questions
questions-all-text = Answer those that apply to you. If another question comes up, it is shown when you have gone on.
questions-show-plan = Show the plan
questions-one = Show one question at a time
questions-everything = See everything that may be needed
questions-answered = Your answers
fault-missing = Answer the question to go on.
fault-no-such-option = Choose one of the answers in the list.
fault-none-with-others = You have chosen that answer and others. Choose either it or the others.
fault-several-answers = Only one answer fits here. Choose one.
fault-not-a-number = Write a whole number with digits.
fault-out-of-range = Write a number from { $minimum } to { $maximum }.
fault-not-a-date = Write a day that exists, for example 2027-03-01.
fault-far-date = The day is too far away. Choose a day within twenty years.
fault-past-day = The day has passed. Choose today or later.
fault-no-such-place = We do not know that municipality. Choose one in the list.
fault-no-such-question = A part of the address belongs to no question, so we passed over it.
fault-too-much = The address says more than we can read. We took the beginning of it.
plan-kicker = Your plan
plan-heading = { $title } in { $name }
plan-heading-without-place = { $title }: your plan
plan-mistakes = Something in the address could not be used
plan-unasked = An answer belonged to a question that does not apply to you. It does not count.
plan-unanswered = { $count ->
    [one] One question is left
   *[other] { $count } questions are left
  }
plan-go-on = Answer more questions
plan-opening = Count on being ready on { $date }
plan-opening-none = Nothing has to be ready in advance
plan-opening-text = This holds if you send in all you can on { $date } and each step takes the longest time that is known.
plan-opening-soonest = If everything goes as fast as it can, you are ready on { $date }.
plan-opening-unknown = For these steps the time is not known, so it may take longer:
plan-wished = You want to be ready on { $date }
plan-wished-in_time = There is time enough. Each step has the last day for it.
plan-wished-tight = There is time only if something is quicker than the longest time that is known. Otherwise count on { $date }.
plan-wished-too_early = It cannot be done that early, even if everything goes as fast as it can. Then you are ready on { $date } at the earliest.
plan-start = The first day on which you can send in anything
plan-day = The day when everything must be ready, if it is decided
plan-start-button = Calculate again
plan-calendar = Put the plan into your calendar (.ics)
plan-json = The plan as data (JSON)
plan-without-place = Choose a municipality to see who decides and what it costs.
plan-timeline = Timeline
plan-timeline-text = The light part of a bar is the time up to the longest. A dashed line means that the time is not known. The upright line is the day on which everything is counted on to be ready.
plan-timeline-wished = The dark line is your own day, and the red line in a row is the last day for that step.
plan-steps = { $count ->
    [one] One step
   *[other] { $count } steps in order
  }
plan-after-opening = Can be done afterwards
plan-decides = Who decides
plan-why = See why
plan-where = See where to turn
plan-ask = We have no link to this in { $name }. Ask the municipality:
plan-time-provision = As the municipality says
plan-days = { $days ->
    [one] 1 day
   *[other] { $days } days
  }
plan-days-between = { $min } to { $max } days
plan-days-at-most = { $days ->
    [one] At most 1 day
   *[other] At most { $days } days
  }
plan-days-at-least = { $days ->
    [one] At least 1 day
   *[other] At least { $days } days
  }
plan-days-unknown = The time is not known
plan-days-own = That is up to you, from { $date }
plan-from-until = { $from } to { $until }
plan-from-unknown = From { $from }, end not known
plan-from = From { $from }
plan-deadline = Send it in by { $date } to keep to the plan
plan-send-by = Send it in by { $date }
plan-send-well-before = Send it in well before { $date }
plan-do-by = Do it by { $date }
plan-send-by-passed = That day has passed. Send it in as soon as you can.
plan-at-latest = By { $date }
plan-well-before = Well before { $date }
plan-fee-unknown = The amount is not known
plan-origin = Source: { $source }, { $date }
plan-after = Wait for
plan-beside = { $count ->
    [one] Can be done at the same time as one other step
   *[other] Can be done at the same time as { $count } other steps
  }
plan-nothing = With your answers nothing that the checklist knows of is needed.
plan-fees = Fees
plan-fees-sum = { $count ->
    [one] One amount is known: { $sum }.
   *[other] { $count } amounts are known. Together they are { $sum }.
  }
plan-fees-none = No amount is known as a number.
plan-fees-unknown = { $count ->
    [one] One fee is not known. It is not part of the sum.
   *[other] { $count } fees are not known. They are not part of the sum.
  }
plan-documents = Documents that several want
plan-documents-text = Get them once.
plan-wanted-by = Needed for:
plan-open = This may be needed too
plan-open-text = It depends on questions that you have not answered.
plan-reviewed = The rules were reviewed on { $date }. The plan is built on your answers and is no decision.
kronor = SEK { $amount }
kronor-between = SEK { $least } to { $most }
path-compare = compare
service-compare = Compare municipalities
compare-title = { $service }: compare municipalities
compare-lead = See the same service in several municipalities side by side.
compare-municipality = Municipality
compare-state = Who decides
compare-channel = How to apply
compare-local = Local requirements
compare-confirmed = Last confirmed
compare-remove = Remove
compare-without = Remove { $name }
compare-no-channel = No way in is known
compare-local-read = Read what holds in { $name }
compare-local-unknown = None are known
compare-never = Not confirmed
compare-json = The comparison as data (JSON)
compare-first = Choose a municipality
compare-add = Add a municipality
compare-button = Compare
compare-unknown = We do not know the municipality “{ $name }”. Choose one in the list.
compare-too-many = We show at most { $most } municipalities at a time.
static-compare = The comparison is made on the live website.
calendar-begin = Send in: { $title }
calendar-send-by = Last day: { $title }
calendar-wished = Everything must be ready: { $title }
calendar-until = Count on an answer by { $date }.
calendar-decides = Decided by { $name }.
calendar-ready = Everything is counted on to be ready: { $title }
calendar-no-decision = The plan is built on your answers and is no decision.
flow-title = The questions of { $title }
flow-lead = This page is for whoever writes the checklist. Each line goes from a question to what depends on its answer.
flow-picture = Questions on the left, what may be needed on the right. The same is in the list.
flow-list = The same as a list
flow-when = if { $when }
flow-question = Question:
flow-and = and
flow-or = or
flow-not = not

## Sources
sources-title = Sources and licences
sources-lead = Here you see where the facts come from: { $services } services and { $provisions } facts about how a municipality does it.
sources-layers = Maps
sources-ground = Background of the movable map
sources-source-licence = Source and licence
sources-places = Towns and postcodes
sources-municipalities = Facts about the municipalities
sources-software = Software and typefaces
sources-accuracy-m = The borders may be up to { $metres } metres off.

## Accessibility statement
accessibility-title = Accessibility statement
accessibility-intro = We want as many people as possible to be able to use { $service }. Here we tell how the site meets the Swedish act on accessibility of digital public services, which failures we know of and how you can report more.
accessibility-compliance = How accessible is the site?
accessibility-compliance-full = The site complies fully with the act. We know of no failures.
accessibility-compliance-partial = The site complies partly with the act. The failures are listed below.
accessibility-compliance-none = The site does not comply with the act. The failures are listed below.
accessibility-failures = Failures we know of
accessibility-no-failures = We know of no failures.
accessibility-burden = Disproportionate burden (section 12)
accessibility-no-burden = We claim no exception.
accessibility-outside = Content outside the act (section 9)
accessibility-no-outside = All content is covered.
accessibility-feedback = Tell us if something does not work
accessibility-feedback-link = Report a failure
accessibility-authority = Supervision
accessibility-authority-text = The Agency for Digital Government, Digg, supervises the act. If you are not satisfied with our reply, you can complain there.
accessibility-authority-link = Complain to Digg
accessibility-method = How we have tested
accessibility-assessed = The site was assessed on { $date }.
accessibility-updated = The statement was updated on { $date }.

## What could not be understood
mistake-text-too-long = The search was too long, so we used only the beginning of it.
mistake-coordinates = The coordinates could not be understood. Write latitude and longitude in degrees, such as 62.39 and 17.31.
mistake-postcode = A Swedish postcode has five digits, such as 852 31.
mistake-place-too-long = The place was too long. Write the name of a municipality or town, or a postcode.
mistake-value = A part of the address could not be understood, so we passed over it.
mistake-municipality = We do not know that municipality. Choose one in the list.
mistake-topic = We do not know that topic.
mistake-service = The service is not here. Choose one in the list.
mistake-layer = The map layer is not here.

## Error pages
error-ways-on = Ways on
error-code = Error code { $status }
error-400-title = We did not understand the address
error-400-text = Something in the address is misspelt. Search here instead.
error-checklist = There was more in the address than we can read, so its answers could not be used. Begin again from the first question.
error-checklist-begin = Begin again
error-page-again = Open the page without what was added to the address
error-404-title = The page does not exist
error-404-text = It may have moved, or the address may be misspelt. Search for what you need.
error-405-title = That cannot be done here
error-405-text = The page exists, but not for what the browser tried to do.
error-408-title = That took too long
error-408-text = What you sent did not arrive in time. Try again.
error-413-title = That was too much at once
error-413-text = What you sent was too large. Try with less.
error-414-title = The address is too long
error-414-text = Shorten the address, or search here instead.
error-429-title = That was a little too fast
error-429-text = Wait a moment and try again.
error-500-title = Something went wrong on our side
error-500-text = It is not your fault. Try again in a moment.
error-503-title = The site is temporarily closed
error-503-text = Try again in a moment.
