"use strict";
// Draws the charts of all sessions over weeks.
(() => {
  const { data, say, known, figure, tip, LEFT, RIGHT } = Coach;
  const sessions = data.sessions.map((one) => ({ ...one, when: new Date(one.t) }));
  const day = (date) => date.toLocaleDateString(data.locale, { day: "numeric", month: "short", year: "numeric" });
  const first = sessions.length ? sessions[0].when : new Date();
  const last = sessions.length ? sessions.at(-1).when : new Date();
  const margin = Math.max(1, (last - first) * 0.03);
  // Bars of a week stand at its Monday, up to six days before its first session.
  const domain = [new Date(+first - margin - 6 * 86400000), new Date(+last + margin + 43200000)];
  const far = last - first > 300 * 86400000;
  const shortDay = (date) => date.toLocaleDateString(data.locale, far ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" });
  const symbol = (one) => (one.side === "left" ? "circle" : one.side === "right" ? "square" : "diamond");
  const filled = (one) => (one.side === "left" ? "var(--card)" : "var(--clean)");

  function words(one) {
    const pain = known(one.before) || known(one.after) ? `\n${say("session_pain", { before: one.before ?? "?", after: one.after ?? "?" })}` : "";
    const head = say("session", { day: day(one.when), number: one.number, side: one.side_word });
    const done = one.clean === null ? say("day_reps", { reps: one.reps }) : say("session_clean", { reps: one.reps, share: percent(one.clean) });
    return `${head}\n${done}\n${say("session_range", { range: figure(one.range, one.unit) })}${pain}`;
  }

  // The last tick may be at the very end; half of its label then stands beyond it.
  function timePlot([width, height], marks, y, x = {}) {
    return Plot.plot({
      width, height, marginLeft: LEFT, marginRight: RIGHT, marginTop: 12, marginBottom: 26,
      x: { type: "time", label: null, domain, insetRight: 18, ticks: Math.max(2, Math.round(width / 130)), tickSize: 0, tickPadding: 8, tickFormat: shortDay, ...x },
      y: { label: null, grid: true, ticks: Math.max(2, Math.round(height / 42)), tickSize: 0, ...y },
      marks,
    });
  }

  const dots = (rows, y) => Plot.dot(rows, { x: "when", y, symbol, fill: filled, stroke: "var(--clean)", strokeWidth: 1.5, r: rows.length > 120 ? 2.5 : 4 });
  const hover = (rows, y) => Plot.tip(rows, Plot.pointerX({ x: "when", y, title: words, ...tip }));
  const percent = (value) => (value / 100).toLocaleString(data.locale, { style: "percent", maximumFractionDigits: 1 });

  // Sessions of one day stand on one another: side by side they would hide each other.
  function stacked(rows) {
    const newest = new Map();
    return rows.map((one) => {
      const under = newest.get(day(one.when));
      const bar = { ...one, when: under ? under.when : one.when, below: under ? under.top : 0, top: (under ? under.top : 0) + one.reps };
      newest.set(day(one.when), bar);
      return bar;
    });
  }

  const CHARTS = {
    reps: (rows, size) => {
      const bars = stacked(rows);
      return timePlot(size, [
        Plot.ruleX(bars, { x: "when", y1: "top", y2: "below", insetTop: 1.5, stroke: "var(--hip)", strokeWidth: Math.max(1.5, Math.min(7, 200 / rows.length)) }),
        hover(bars, "top"),
      ], { zero: true });
    },
    range: (rows, size) => timePlot(size, [dots(rows.filter((one) => known(one.range)), "range"), hover(rows.filter((one) => known(one.range)), "range")],
      { zero: true, tickFormat: (value) => figure(value, rows[0].unit === "°" ? "°" : "%") }),
    clean: (rows, size) => {
      const seen = rows.filter((one) => known(one.clean));
      return timePlot(size, [dots(seen, "clean"), hover(seen, "clean")], { domain: [0, 105], ticks: [0, 50, 100], tickFormat: percent });
    },
    pain: (rows, size) => {
      const both = rows.filter((one) => known(one.before) && known(one.after));
      const some = rows.filter((one) => known(one.after) || known(one.before)).map((one) => ({ ...one, pain: one.after ?? one.before }));
      return timePlot(size, [
        Plot.ruleX(both, { x: "when", y1: "before", y2: "after", stroke: "var(--curve)" }),
        // Stars: circles, squares and diamonds are sides, and the orange triangle is the lower back.
        Plot.dot(both, { x: "when", y: "before", stroke: "var(--curve)", fill: "var(--card)", r: 3.5, symbol: "star" }),
        Plot.dot(some, { x: "when", y: "pain", fill: "var(--curve)", r: 4.5, symbol: "star" }),
        hover(some, "pain"),
      ], { domain: [0, 10], ticks: [0, 5, 10] });
    },
    sides: (rows, size, exercise) => {
      const found = data.weeks[exercise].filter((week) => known(week.difference)).map((week) => ({ ...week, when: new Date(week.monday) }));
      if (!found.length) return null;
      const most = Math.max(1, ...found.map((week) => Math.abs(week.difference))) * 1.15;
      return timePlot(size, [
        Plot.ruleY([0], { stroke: "var(--soft)" }),
        Plot.ruleX(found, { x: "when", y1: 0, y2: "difference", stroke: "var(--clean)", strokeWidth: Math.max(2, Math.min(9, 160 / found.length)) }),
        Plot.tip(found, Plot.pointerX({ x: "when", y: "difference", title: (week) => say("week", { day: day(week.when), difference: figure(Math.round(10 * week.difference) / 10, rows[0].unit) }), ...tip })),
      ], { domain: [-most, most], tickFormat: (value) => `${value > 0 ? "+" : ""}${value}` });
    },
  };

  const ASIDE = { left: -0.01, right: 0.01, both: 0 };
  const hipWords = (one) => `${day(one.when)}, ${one.side_word}\n${figure(one.deg, "°")} ± ${figure(one.error, "°")}`;

  // First and last day of a trend and of practice, and the room beside them, in ms: half a day's label.
  function spanOf(rows) {
    const days = [...sessions, ...rows].map((one) => one.t);
    const [start, end] = [Math.min(...days), Math.max(...days)];
    return { start, end, room: Math.max(86400000, (end - start) * 0.14) };
  }

  // Both sides were measured at one time: they stand beside each other.
  function trendOf(holder) {
    const points = data.hips[holder.dataset.trend];
    const { start, end, room } = spanOf(points);
    const at = (one) => new Date(one.t + ASIDE[one.side] * (end - start + 2 * room));
    return points
      .map((one) => ({ ...one, when: new Date(one.t), at: at(one), low: one.deg - one.error, high: one.deg + one.error }))
      .sort((one, other) => one.t - other.t);
  }

  // Beneath, the days of practice.
  function hips(rows, size) {
    const low = Math.min(...rows.map((one) => one.low)), high = Math.max(...rows.map((one) => one.high));
    const middle = (low + high) / 2, half = Math.max(15, (high - low) / 2) * 1.15;
    const { start, end, room } = spanOf(rows);
    return timePlot(size, [
      Plot.ruleX(rows, { x: "at", y1: "low", y2: "high", stroke: "var(--curve)", strokeWidth: 2 }),
      Plot.dot(rows, { x: "at", y: "deg", symbol, fill: filled, stroke: "var(--clean)", strokeWidth: 1.8, r: 5 }),
      Plot.dot(sessions, { x: "when", frameAnchor: "bottom", symbol: "square", r: 2, fill: "var(--hip)" }),
      Plot.tip(rows, Plot.pointer({ x: "at", y: "deg", title: hipWords, ...tip })),
    ], { domain: [middle - half, middle + half], tickFormat: (value) => `${value}°` }, { domain: [start - room, end + room], insetRight: 0, ticks: day(new Date(start)) === day(new Date(end)) ? [start] : [start, end], tickFormat: (at) => day(new Date(at)) });
  }

  function calendar(width) {
    const days = data.days.map((one) => ({ ...one, date: new Date(`${one.day}T12:00:00`) }));
    const most = Math.max(1, ...days.map((one) => one.reps));
    return Plot.plot({
      width: Math.min(width, 560), height: 168, marginLeft: LEFT, marginTop: 8, marginBottom: 26, padding: 0.16,
      x: { label: null, tickSize: 0, tickFormat: (week) => (week % 4 === 0 ? days.find((one) => one.week === week).date.toLocaleDateString(data.locale, { day: "numeric", month: "short" }) : "") },
      y: { label: null, tickSize: 0, domain: [0, 1, 2, 3, 4, 5, 6], tickFormat: (weekday) => (weekday % 2 ? "" : new Date(2024, 0, 1 + weekday).toLocaleDateString(data.locale, { weekday: "short" })) },
      marks: [
        Plot.cell(days, { x: "week", y: "weekday", fill: "var(--line)", fillOpacity: 0.55, rx: 3 }),
        Plot.cell(days.filter((one) => one.reps), { x: "week", y: "weekday", fill: "var(--clean)", fillOpacity: (one) => 0.35 + (0.65 * one.reps) / most, rx: 3 }),
        Plot.tip(days, Plot.pointer({ x: "week", y: "weekday", title: (one) => `${day(one.date)}\n${one.reps ? say("day_reps", { reps: one.reps }) : say("day_off")}`, ...tip })),
      ],
    });
  }

  const rowsOf = (holder) => sessions.filter((one) => one.exercise === holder.dataset.exercise);

  function plotsOf(holder, width, height) {
    const { chart, exercise } = holder.dataset;
    if (chart === "calendar") return [calendar(width)];
    if (chart === "hips") return [hips(trendOf(holder), [width, height])];
    return [CHARTS[chart](rowsOf(holder), [width, height], exercise)];
  }

  function stopsOf(holder) {
    if (holder.dataset.chart === "calendar") return [];
    if (holder.dataset.chart === "hips") return trendOf(holder).map((one) => ({ x: one.at, y: one.deg, words: hipWords(one) }));
    return rowsOf(holder).map((one) => ({ x: one.when, words: words(one) }));
  }

  Coach.run({ plotsOf, stopsOf, screenHeight: () => 170, fitToPaper: (draw) => draw(() => 120) });
})();
