"use strict";
// Draws the charts of a session. Colours are the style sheet's variables, so that dark needs no redraw.
(() => {
  const { data, say, count, known, figure, tip: tipStyle, LEFT, RIGHT } = Coach;
  const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
  const verdict = (rep) => say(rep.moved ? "moved" : rep.sure === "high" ? "still" : "unseen");
  const symbol = (rep) => (rep.moved ? "triangle" : "circle");
  const colour = (rep) => (rep.moved ? "var(--moved)" : "var(--clean)");

  function repWords(set, rep) {
    const back = known(rep.back) ? `\n${say("rep_back", { back: figure(rep.back, set.back_unit) })}` : "";
    const figures = { range: figure(rep.range, set.unit), pull: figure(rep.pull, "s"), release: figure(rep.release, "s") };
    return `${say("rep_at", { rep: rep.rep, time: clock(rep.peak), verdict: verdict(rep) })}\n${say("rep_figures", figures)}${back}`;
  }

  function momentWords(set, point) {
    const rep = set.reps.find((one) => one.start <= point.t && point.t <= (one.end ?? one.peak));
    const back = known(point.back) ? `\n${say("rep_back", { back: figure(point.back, set.back_unit) })}` : "";
    return `${clock(point.t)}${rep ? ` · ${say("moment_rep", { rep: rep.rep, verdict: verdict(rep) })}` : ""}\n${figure(point.angle, set.unit)}${back}`;
  }

  // At most about so many whole seconds within the domain: a clock without fractions would name one twice.
  function wholeSeconds([begin, end], count) {
    const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600].find((one) => (end - begin) / one <= count) ?? 1800;
    const first = Math.ceil(begin / step) * step;
    return Array.from({ length: Math.max(0, Math.floor((end - first) / step) + 1) }, (_, index) => first + index * step);
  }

  function setPlot(set, width, height) {
    const points = set.t.map((t, i) => ({ t, angle: set.angle[i], back: set.back[i] }));
    const domain = [set.t[0] ?? 0, set.t.at(-1) ?? 1];
    const x = { label: null, domain, tickFormat: clock, ticks: wholeSeconds(domain, Math.max(3, width / 120)), tickSize: 0, tickPadding: 8 };
    const words = (point) => momentWords(set, point);
    const pointer = Plot.pointerX({ x: "t", y: "angle", title: words, ...tipStyle });
    return Plot.plot({
      width, height, marginLeft: LEFT, marginRight: RIGHT, marginTop: 14, marginBottom: 26,
      x, y: { label: null, grid: true, nice: true, ticks: Math.max(2, Math.round(height / 42)), tickSize: 0, tickFormat: (v) => figure(v, set.unit === "°" ? "°" : "%") },
      marks: [
        Plot.rectX(set.reps.filter((rep) => rep.moved), { x1: "start", x2: (rep) => rep.end ?? rep.peak, fill: "var(--moved-wash)" }),
        Plot.lineY(points, { x: "t", y: "angle", stroke: "var(--curve)", strokeWidth: 1.5 }),
        Plot.ruleX(points, Plot.pointerX({ x: "t", stroke: "var(--soft)", strokeDasharray: "2 3" })),
        Plot.dot(set.reps.filter((rep) => known(rep.y)), { x: "peak", y: "y", symbol, fill: colour, stroke: "var(--paper)", strokeWidth: 1, r: dotSize(set, width) }),
        Plot.tip(points, pointer),
      ],
    });
  }

  function backPlot(set, width) {
    const points = set.t.map((t, i) => ({ t, back: set.back[i] })).filter((point) => known(point.back));
    if (!points.length) return null;
    const top = Math.max(set.limit ?? 0, ...points.map((point) => point.back)) * 1.1;
    const unit = set.back_unit === "°" ? "°" : "%";
    return Plot.plot({
      width, height: 62, marginLeft: LEFT, marginRight: RIGHT, marginTop: 16, marginBottom: 4,
      x: { axis: null, domain: [set.t[0], set.t.at(-1)] },
      y: { label: null, tickSize: 0, ticks: [0, top < 1 ? Number(top.toFixed(1)) : Math.round(top)], tickFormat: (v) => `${v}${unit}`, domain: [Math.min(0, ...points.map((p) => p.back)), top] },
      marks: [
        Plot.areaY(points, { x: "t", y: "back", fill: "var(--hip)", fillOpacity: 0.45 }),
        known(set.limit) ? Plot.areaY(points, { x: "t", y1: set.limit, y2: (p) => Math.max(set.limit, p.back), fill: "var(--moved)" }) : null,
        known(set.limit) ? Plot.ruleY([set.limit], { stroke: "var(--moved)", strokeDasharray: "4 3" }) : null,
        Plot.text([say(known(set.limit) && width > 480 ? "back_title_limit" : "back_title", { unit: set.back_unit === "°" ? say("degrees") : set.back_unit })],
          { frameAnchor: "top-left", dx: 2, dy: -14, fill: "var(--soft)", fontSize: 12 }),
      ],
    });
  }

  const dotSize = (set, width) => Math.max(2, Math.min(4.5, (width / Math.max(set.reps.length, 1)) * 0.28));

  function repsPlot(width, height, marks, y) {
    const several = data.sets.length > 1;
    return Plot.plot({
      width, height, marginLeft: LEFT, marginRight: RIGHT, marginTop: several ? 26 : 12, marginBottom: 26,
      fx: { label: null, tickSize: 0, axis: several ? "top" : null, tickFormat: (index) => say("set", { set: index }), padding: several ? 0.06 : 0 },
      x: { label: null, type: "linear", domain: [0.4, Math.max(...data.sets.flatMap((set) => set.reps.map((rep) => rep.rep)), 1) + 0.6],
        ticks: data.sets.length > 4 ? 2 : 6, tickSize: 0, tickPadding: 8, tickFormat: (v) => (Number.isInteger(v) ? String(v) : "") },
      y: { label: null, grid: true, ticks: Math.max(2, Math.round(height / 42)), tickSize: 0, ...y },
      marks,
    });
  }

  const reps = data.sets.flatMap((set) => set.reps.map((rep) => ({ ...rep, set: set.index, words: `${say("set", { set: set.index })}, ${repWords(set, rep)}` })));
  const unit = data.sets.length ? data.sets[0].unit : "°";
  const repTip = (y) => Plot.tip(reps.filter((rep) => known(rep[y])), Plot.pointerX({ x: "rep", y, fx: "set", title: "words", ...tipStyle }));
  const small = Math.max(1.6, Math.min(4, 260 / Math.max(reps.length, 1)));

  const CHARTS = {
    range: (width, height) => repsPlot(width, height, [
      Plot.dot(reps.filter((rep) => known(rep.range)), { x: "rep", y: "range", fx: "set", symbol, fill: colour, r: small }),
      repTip("range"),
    ], { zero: true, tickFormat: (v) => figure(v, unit === "°" ? "°" : "%") }),
    tempo: (width, height) => repsPlot(width, height, [
      Plot.dot(reps.filter((rep) => known(rep.pull)), { x: "rep", y: "pull", fx: "set", fill: "var(--clean)", r: small }),
      Plot.dot(reps.filter((rep) => known(rep.release)), { x: "rep", y: "release", fx: "set", stroke: "var(--clean)", r: small }),
      repTip("pull"),
    ], { zero: true, tickFormat: (v) => figure(v, "s") }),
    share: (width, height) => {
      const parts = reps.filter((rep) => known(rep.hip_deg) && known(rep.back_deg));
      if (!parts.length) return null;
      const bar = { x1: (rep) => rep.rep - 0.4, x2: (rep) => rep.rep + 0.4, fx: "set" };
      return repsPlot(width, height, [
        Plot.rect(parts, { ...bar, y1: 0, y2: "hip_deg", fill: "var(--hip)" }),
        Plot.rect(parts, { ...bar, y1: "hip_deg", y2: (rep) => rep.hip_deg + rep.back_deg, fill: (rep) => (rep.moved ? "var(--moved)" : "var(--back)") }),
        Plot.ruleY([0], { stroke: "var(--line)" }),
        Plot.tip(parts, Plot.pointerX({ x: "rep", y: (rep) => rep.hip_deg + rep.back_deg, fx: "set",
          title: (rep) => `${say("set_rep", { set: rep.set, rep: rep.rep })}\n${say("share", { hip: figure(rep.hip_deg, "°"), back: figure(rep.back_deg, "°") })}`, ...tipStyle })),
      ], { zero: true, tickFormat: (v) => `${v}°` });
    },
  };

  function plotsOf(holder, width, height) {
    if (holder.dataset.chart !== "set") return [CHARTS[holder.dataset.chart](width, height)];
    const set = data.sets[Number(holder.dataset.index)];
    return [setPlot(set, width, height), backPlot(set, width)];
  }

  function stopsOf(holder) {
    if (holder.dataset.chart !== "set") return reps.map((rep) => ({ x: rep.rep, fx: rep.set, words: rep.words }));
    const set = data.sets[Number(holder.dataset.index)];
    return set.reps.map((rep) => ({ x: rep.peak, words: repWords(set, rep) }));
  }

  const isSet = (holder) => holder.dataset.chart === "set";
  const screenHeight = (holder) => (!isSet(holder) ? 165 : holder.clientWidth > 600 ? 190 : 150);

  // On paper the sets share the first page with the figures, and everything else the second.
  const PAGE = 1012;
  const LEAST = { set: 62, other: 78 }, MOST = { set: 240, other: 150 };

  function fitToPaper(draw) {
    const sets = document.querySelector(".sets"), others = document.querySelector(".reps");
    if (!others) draw(() => 96);
    if (!sets || !others) return;
    const bottom = (element) => element.getBoundingClientRect().bottom;
    const rows = new Set([...sets.querySelectorAll("figure")].map((figure) => figure.offsetTop)).size;
    for (const size of [9.6, 9, 8.4, 7.8]) {
      document.documentElement.style.fontSize = `${size}pt`;
      draw((holder) => (isSet(holder) ? LEAST.set : LEAST.other));
      const first = PAGE - (bottom(sets) - document.body.getBoundingClientRect().top);
      const second = PAGE - (bottom(document.querySelector("footer")) - others.getBoundingClientRect().top);
      if (first < 0 || second < 0) continue;
      const set = Math.min(MOST.set, LEAST.set + first / rows), other = Math.min(MOST.other, LEAST.other + second / 3);
      draw((holder) => (isSet(holder) ? set : other));
      return;
    }
  }

  Coach.run({ plotsOf, stopsOf, screenHeight, fitToPaper });
})();
