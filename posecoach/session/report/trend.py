"""Whether tiredness shows over a session: the lower back joins in earlier from set to set."""

from itertools import pairwise

from posecoach import sentences
from posecoach.session.back_visibility import clean_known
from posecoach.session.record import Session


def trend(session: Session) -> str:
    """A sentence on the rep at which the lower back began to move in each set.

    Empty with one set, where it never moved, kept still again in a later set, or was hidden in most of one.
    """
    begins = [next((rep.index for rep in one_set.reps if rep.at_fault), None) for one_set in session.sets]
    known = [begin for begin in begins if begin is not None]
    still = len(begins) - len(known)
    hidden = not all(clean_known(one_set.reps) for one_set in session.sets)
    if len(begins) < 2 or not known or hidden or any(begin is not None for begin in begins[:still]):
        return ""
    listed = sentences.in_use().listed([str(begin) for begin in known])
    sentence = sentences.say("trend.each_set", reps=listed)
    if still:
        sentence = sentences.say("trend.later", n=still, reps=listed)
    if known[1:] and all(later < earlier for earlier, later in pairwise(known)):
        return sentences.say("trend.earlier", sentence=sentence)
    return sentences.say("trend.plain", sentence=sentence)
