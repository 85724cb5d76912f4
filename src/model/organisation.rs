//! Bodies other than municipalities that decide or act (CPSV-AP `PublicOrganisation`).

use super::{
    AreaCondition, Channel, ContactPoint, Facts, LocalText, MunicipalityCode, OrganisationId,
    ServiceId, ServicePoint, Validity,
};

/// A joint board, federation, company, agreement, agency or the like.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// The file, relative to the portal folder.
    pub path: String,
    /// Its name.
    pub name: LocalText,
    /// What it is.
    pub kind: OrganisationKind,
    /// The municipalities it acts for; empty when it acts everywhere.
    pub members: Vec<MunicipalityCode>,
    /// The municipality whose office does the work.
    pub host: Option<MunicipalityCode>,
    /// Its site.
    pub website: Option<String>,
    /// How to reach it.
    pub contacts: Vec<ContactPoint>,
    /// Where it receives visitors, as its file says; `Catalog::service_points` has those that hold.
    pub service_points: Vec<ServicePoint>,
    /// How well the facts are confirmed.
    pub facts: Facts,
    /// The day on which they were last confirmed.
    pub confirmed: jiff::civil::Date,
    /// Where they were seen.
    pub source: String,
    /// One or two sentences about it.
    pub what: LocalText,
    /// What it handles for whom.
    pub handles: Vec<Handles>,
    /// When it exists.
    pub validity: Validity,
}

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrganisationKind {
    /// A joint board of several municipalities (kommunallagen 3 kap. 9 §).
    JointBoard,
    /// A federation of municipalities (kommunalförbund).
    Federation,
    /// A company.
    Company,
    /// One municipality acting for others by agreement: `host` acts.
    Agreement,
    /// A co-operation that decides nothing.
    Cooperation,
    /// A state agency.
    Agency,
    /// The county administrative boards.
    CountyBoard,
    /// The police.
    Police,
}

/// Services that an organisation handles.
#[derive(Debug, Clone)]
pub struct Handles {
    /// Which.
    pub services: Vec<ServiceId>,
    /// In what role.
    pub role: Role,
    /// For which members, when not for all.
    pub members: Vec<MunicipalityCode>,
    /// Its own ways in.
    pub channels: Vec<Channel>,
    /// Where, when not everywhere: there it comes before the municipality itself.
    pub area: Option<AreaCondition>,
}

/// In what role an organisation handles a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It takes the decision.
    Decides,
    /// It does the work.
    Operates,
    /// It gives advice.
    Advises,
}

impl Organisation {
    /// What this organisation handles of a service for a municipality, everywhere in it.
    #[must_use]
    pub fn handles(&self, service: &ServiceId, code: MunicipalityCode) -> Option<&Handles> {
        self.handles_of(service, code).find(|handles| handles.area.is_none())
    }

    /// What it handles of a service for a municipality, everywhere or in an area only.
    pub fn handles_of(
        &self,
        service: &ServiceId,
        code: MunicipalityCode,
    ) -> impl Iterator<Item = &Handles> {
        let member = move |handles: &&Handles| {
            let members = if handles.members.is_empty() { &self.members } else { &handles.members };
            members.is_empty() || members.contains(&code)
        };
        self.handles.iter().filter(member).filter(|handles| handles.services.contains(service))
    }
}
