"use strict";
// Draws the charts of a session. Colours are the style sheet's variables, so that dark and print need no redraw.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const spoken = document.getElementById("spoken");
  const LEFT = 46, RIGHT = 12;
  const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
  const known = (value) => value !== null && value !== undefined;
  const figure = (value, unit) => (known(value) ? `${value}${unit === "°" ? unit : ` ${unit}`}` : "unknown");
  const verdict = (rep) => (rep.moved ? "lower back moved" : rep.sure === "cannot see" ? "lower back not seen" : "clean");
  const symbol = (rep) => (rep.moved ? "triangle" : "circle");
  const colour = (rep) => (rep.moved ? "var(--moved)" : "var(--clean)");

  function repWords(set, rep) {
    const back = known(rep.back) ? `\nlower back ${figure(rep.back, set.back_unit)}` : "";
    return `rep ${rep.rep} at ${clock(rep.peak)}: ${verdict(rep)}\nrange ${figure(rep.range, set.unit)}, ` +
      `pull ${figure(rep.pull, "s")}, release ${figure(rep.release, "s")}${back}`;
  }

  function momentWords(set, point) {
    const rep = set.reps.find((one) => one.start <= point.t && point.t <= (one.end ?? one.peak));
    const back = known(point.back) ? `\nlower back ${figure(point.back, set.back_unit)}` : "";
    return `${clock(point.t)}${rep ? ` · rep ${rep.rep}, ${verdict(rep)}` : ""}\n${figure(point.angle, set.unit)}${back}`;
  }

  const tipStyle = { fontSize: 13, lineHeight: 1.35, fill: "var(--card)", stroke: "var(--line)", textPadding: 9 };

  function setPlot(set, width, height) {
    const points = set.t.map((t, i) => ({ t, angle: set.angle[i], back: set.back[i] }));
    const x = { label: null, domain: [set.t[0] ?? 0, set.t.at(-1) ?? 1], tickFormat: clock, ticks: Math.max(3, width / 110) };
    const words = (point) => momentWords(set, point);
    const pointer = Plot.pointerX({ x: "t", y: "angle", title: words, ...tipStyle });
    return Plot.plot({
      width, height, marginLeft: LEFT, marginRight: RIGHT, marginTop: 14, marginBottom: 24, style: undefined,
      x, y: { label: null, grid: true, nice: true, ticks: 4, tickFormat: (v) => figure(v, set.unit === "°" ? "°" : "%") },
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
      y: { label: null, ticks: [0, Math.round(top)], tickFormat: (v) => `${v}${unit}`, domain: [Math.min(0, ...points.map((p) => p.back)), top] },
      marks: [
        Plot.areaY(points, { x: "t", y: "back", fill: "var(--hip)", fillOpacity: 0.45 }),
        known(set.limit) ? Plot.areaY(points, { x: "t", y1: set.limit, y2: (p) => Math.max(set.limit, p.back), fill: "var(--moved)" }) : null,
        known(set.limit) ? Plot.ruleY([set.limit], { stroke: "var(--moved)", strokeDasharray: "4 3" }) : null,
        Plot.text([`lower back, ${set.back_unit === "°" ? "degrees" : set.back_unit}${known(set.limit) ? "; a warning begins at the dashed line" : ""}`],
          { frameAnchor: "top-left", dx: 2, dy: -14, fill: "var(--soft)", fontSize: 11 }),
      ],
    });
  }

  const dotSize = (set, width) => Math.max(2, Math.min(4.5, (width / Math.max(set.reps.length, 1)) * 0.28));

  function repsPlot(width, height, marks, y) {
    const several = data.sets.length > 1;
    return Plot.plot({
      width, height, marginLeft: LEFT, marginRight: RIGHT, marginTop: several ? 22 : 12, marginBottom: 24,
      fx: { label: null, axis: several ? "top" : null, tickFormat: (index) => `Set ${index}`, padding: 0.06 },
      x: { label: null, type: "linear", domain: [0.4, Math.max(...data.sets.flatMap((set) => set.reps.map((rep) => rep.rep)), 1) + 0.6],
        ticks: data.sets.length > 4 ? 2 : 6, tickFormat: (v) => (Number.isInteger(v) ? String(v) : "") },
      y: { label: null, grid: true, ticks: 4, ...y },
      marks,
    });
  }

  const reps = data.sets.flatMap((set) => set.reps.map((rep) => ({ ...rep, set: set.index, words: `set ${set.index}, ${repWords(set, rep)}` })));
  const unit = data.sets.length ? data.sets[0].unit : "°";
  const repTip = (y) => Plot.tip(reps.filter((rep) => known(rep[y])), Plot.pointerX({ x: "rep", y, fx: "set", title: "words", ...tipStyle }));
  const small = Math.max(1.6, Math.min(4, 260 / Math.max(reps.length, 1)));

  const CHARTS = {
    range: (width) => repsPlot(width, 150, [
      Plot.dot(reps.filter((rep) => known(rep.range)), { x: "rep", y: "range", fx: "set", symbol, fill: colour, r: small }),
      repTip("range"),
    ], { zero: true, tickFormat: (v) => figure(v, unit === "°" ? "°" : "%") }),
    tempo: (width) => repsPlot(width, 140, [
      Plot.dot(reps.filter((rep) => known(rep.pull)), { x: "rep", y: "pull", fx: "set", fill: "var(--clean)", r: small }),
      Plot.dot(reps.filter((rep) => known(rep.release)), { x: "rep", y: "release", fx: "set", stroke: "var(--clean)", r: small }),
      repTip("pull"),
    ], { zero: true, tickFormat: (v) => `${v} s` }),
    share: (width) => {
      const parts = reps.filter((rep) => known(rep.hip_deg) && known(rep.back_deg));
      if (!parts.length) return null;
      const bar = { x1: (rep) => rep.rep - 0.4, x2: (rep) => rep.rep + 0.4, fx: "set" };
      return repsPlot(width, 150, [
        Plot.rect(parts, { ...bar, y1: 0, y2: "hip_deg", fill: "var(--hip)" }),
        Plot.rect(parts, { ...bar, y1: "hip_deg", y2: (rep) => rep.hip_deg + rep.back_deg, fill: "var(--moved)" }),
        Plot.ruleY([0], { stroke: "var(--line)" }),
        Plot.tip(parts, Plot.pointerX({ x: "rep", y: (rep) => rep.hip_deg + rep.back_deg, fx: "set",
          title: (rep) => `set ${rep.set}, rep ${rep.rep}\nhip ${rep.hip_deg}°, lower back ${rep.back_deg}°`, ...tipStyle })),
      ], { zero: true, tickFormat: (v) => `${v}°` });
    },
  };

  // The library puts a style element into each chart, which the page's policy forbids; style.css says the same.
  function settle(plot) {
    plot.querySelectorAll("style").forEach((style) => style.remove());
    plot.setAttribute("aria-hidden", "true");
    return plot;
  }

  function draw(holder) {
    const width = Math.max(260, Math.round(holder.clientWidth));
    let plots;
    if (holder.dataset.chart === "set") {
      const set = data.sets[Number(holder.dataset.index)];
      plots = [setPlot(set, width, width > 600 ? 190 : 150), backPlot(set, width)];
    } else {
      plots = [CHARTS[holder.dataset.chart](width)];
    }
    plots = plots.filter(Boolean);
    if (plots.length) holder.replaceChildren(...plots.map(settle));
    else holder.replaceChildren(Object.assign(document.createElement("p"), { className: "hint", textContent: "This could not be seen." }));
    return plots[0];
  }

  // Arrow keys take the pointer from rep to rep, and the rep is read out.
  function listen(holder) {
    const set = data.sets[Number(holder.dataset.index)];
    const stops = holder.dataset.chart === "set" ? set.reps.map((rep) => ({ x: rep.peak, words: repWords(set, rep) }))
      : reps.map((rep) => ({ x: rep.rep, fx: rep.set, words: rep.words }));
    let at = -1;
    holder.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -1e9, End: 1e9 }[event.key];
      if (step === undefined || !stops.length) return;
      event.preventDefault();
      at = Math.max(0, Math.min(stops.length - 1, at + step));
      point(holder.querySelector("svg"), holder.plot, stops[at]);
      spoken.textContent = stops[at].words.replaceAll("\n", ", ");
    });
    holder.addEventListener("blur", () => leave(holder.querySelector("svg")));
  }

  function point(svg, plot, stop) {
    const facet = stop.fx === undefined ? 0 : plot.scale("fx").apply(stop.fx);
    const inFacet = plot.scale("x").apply(stop.x) - (stop.fx === undefined ? 0 : LEFT);
    const box = svg.getBoundingClientRect();
    const clientX = box.left + ((stop.fx === undefined ? inFacet : facet + inFacet) * box.width) / svg.viewBox.baseVal.width;
    svg.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY: box.top + box.height / 2, bubbles: true, pointerType: "mouse" }));
  }

  function leave(svg) {
    svg?.dispatchEvent(new PointerEvent("pointerleave", { pointerType: "mouse" }));
  }

  const holders = [...document.querySelectorAll(".chart")];
  const drawAll = () => holders.forEach((holder) => { holder.plot = draw(holder); });
  drawAll();
  holders.forEach(listen);
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; drawAll(); } });
  document.documentElement.dataset.drawn = "yes";
})();
