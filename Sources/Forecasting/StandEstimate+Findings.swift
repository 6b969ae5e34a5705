import Models
import Records

extension StandEstimate {
  /// What to know of the rates before they are used.
  func findings() -> [Finding] {
    var findings: [Finding] = []
    let space = data.space
    let open = space.transitions.filter { fit.isDetermined(from: $0.from, to: $0.to) == false }
    if !open.isEmpty {
      let list = open.map { "\(space.states[$0.from].name) → \(space.states[$0.to].name)" }
        .joined(separator: ", ")
      let picks = estimator != .posterior
      findings.append(
        data.finding(
          "niet-bepaald", .waarschuwing, nil, list,
          Phrase(
            nl: "de standen bepalen deze kansen niet: \(list); de kolom “kan zijn” geeft wat even "
              + "goed past"
              + (picks ? ", en deze schatter neemt er één uit" : ""),
            en: "the stocks do not determine these rates: \(list); the column “can be” gives what "
              + "fits as well" + (picks ? ", and this estimator takes one of them" : "")),
          Phrase(
            nl: picks
              ? "neem --schatter posterior, tel de uitgangen, of tel stromen"
              : "tel de uitgangen, of tel stromen",
            en: picks
              ? "take --schatter posterior, count the exits, or count flows"
              : "count the exits, or count flows")))
    }
    if let dispersion = fit.dispersion,
      fit.flags.contains(.overdispersed(tenths: Int((10 * dispersion).rounded())))
    {
      let times = Phrase.number(dispersion, decimals: 1)
      findings.append(
        data.finding(
          "kansen-verschillen", .waarschuwing, nil, nil,
          Phrase(nl: "de standen liggen in variantie ", en: "in variance the stocks lie ") + times
            + Phrase(
              nl: " keer zo ver van de kansen als toeval maakt: kansen verschillen tussen jaren of "
                + "vestigingen. De intervallen van de kansen rekenen daarop, die van de verwachting "
                + "zijn te smal",
              en:
                " times as far from the rates as chance makes them: rates differ between years or "
                + "locations. The intervals of the rates allow for it, those of the projection are too narrow"
            ),
          Phrase(
            nl: "lees ook losse vestigingen en jaren apart in",
            en: "read single locations and years by themselves too")))
    }
    if !fit.converged {
      findings.append(
        data.finding(
          "niet-uitgerekend", .ernstig, nil, nil,
          Phrase(
            nl: "de schatter kwam na \(fit.iterations) stappen niet tot rust",
            en: "the estimator had not settled after \(fit.iterations) steps"),
          Phrase(
            nl: "neem --schatter kleinste-kwadraten",
            en: "take --schatter kleinste-kwadraten")))
    }
    return findings
  }
}
