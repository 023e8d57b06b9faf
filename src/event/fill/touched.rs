//! A target that no pattern names.

use super::{Filler, Roles};
use crate::codebook::Language;
use crate::event::reading::Reading;
use crate::model::{Who, Whos, how, roles};

impl Filler<'_> {
    /// An event without a target may still say whom it touches: the owner of its object ("a meeting of the Council"), or, where nothing else
    /// does, another actor in a part of its clause ("continue military aid to Mozambique").
    pub(super) fn affected(&mut self, reading: &mut Reading, language: &Language) {
        let source = &reading.source.whos;
        // Of roles without a country only those that are a side: "called off their strike after talks with the ministry".
        let side = |w: &Who| roles::all_in(&w.code.roles, roles::SIDES);
        let other = |whos: &Whos| {
            !whos.is_empty()
                && whos.iter().all(|w| {
                    !w.media
                        && (w.name.is_some() || w.code.country.is_some() || side(w))
                        && source.iter().all(|s| s.code != w.code && (!w.place || s.code.country != w.code.country))
                })
        };
        let locative = |p: u16| language.lists.locatives.contains(&p);
        let attributing = |p: u16| language.lists.attributing.contains(&p);
        let objects = reading.concepts.iter().chain(&self.arguments.objects).copied();
        let owners = objects.flat_map(|np| [Some((np, true)), self.parse.nps[np].of.map(|of| (of, false))]).flatten();
        let parts = self.arguments.obliques.iter().filter(|(p, _)| !locative(*p) && !attributing(*p)).map(|&(_, np)| (np, false));
        let places = self.arguments.obliques.iter().filter(|(p, _)| locative(*p)).map(|&(_, np)| (np, false));
        let found = owners.chain(parts).chain(places).find(|&(np, inner)| {
            Some(np) != reading.source.np
                && Some(np) != self.arguments.agent
                && other(if inner { &self.cast.inner[np] } else { &self.cast.whole[np] })
        });
        if let Some((np, inner)) = found {
            let whos = if inner { &self.cast.inner[np] } else { &self.cast.whole[np] };
            reading.target = Roles {
                np: Some(np),
                whos: whos.iter().cloned().map(|w| Who { weight: w.weight * 0.8, ..w }).collect(),
                how: how::TOUCHED,
            };
        }
    }
}
