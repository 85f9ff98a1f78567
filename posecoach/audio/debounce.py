"""When something may be said again, and how long something has lasted. Pure; the time is handed in."""

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Debounce:
    """Remembers when each thing was last said. Times in seconds of the source."""

    def __init__(self) -> None:
        self._last_s: dict[str, float] = {}

    def may(self, key: str, now_s: float, gap_s: float) -> bool:
        """Whether `key` was not said within the last `gap_s`; if so, it counts as said now."""
        if now_s - self._last_s.get(key, float("-inf")) < gap_s:
            return False
        self._last_s[key] = now_s
        return True

    def since_s(self, key: str, now_s: float) -> float:
        """How long ago `key` was said; infinite when it never was."""
        return now_s - self._last_s.get(key, float("-inf"))


class Lasting(Generic[Value]):
    """How long a value has stayed the same."""

    def __init__(self) -> None:
        self._value: Value | None = None
        self._since_s = 0.0

    def lasted_s(self, value: Value, now_s: float) -> float:
        """Seconds for which `value` has been seen without a break; 0 when it is new."""
        if value != self._value:
            self._value, self._since_s = value, now_s
        return now_s - self._since_s
