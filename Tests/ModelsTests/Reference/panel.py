"""Callaway and Sant'Anna by csdid. Run: python3 panel.py >> panel.txt (after panel.R; pip install csdid)."""
import contextlib
import io
from importlib.metadata import version
from pathlib import Path
import warnings

import pandas as pd
from csdid.att_gt import ATTgt

warnings.filterwarnings("ignore")
numbers = dict(
    (line.split()[0], [float(x) for x in line.split()[1:]])
    for line in (Path(__file__).parent / "panel.txt").read_text().splitlines()
    if line.startswith("staggered.")
)
data = pd.DataFrame({k: numbers["staggered." + k] for k in ("unit", "time", "start", "y")})
print("# csdid", version("csdid"))
for name, group in (("never", "nevertreated"), ("notyet", "notyettreated")):
    fit = ATTgt(yname="y", gname="start", idname="unit", tname="time", data=data,
                control_group=[group], panel=True).fit(est_method="reg", base_period="universal",
                                                       bstrap=False)
    for kind in ("simple", "dynamic", "group", "calendar"):
        with contextlib.redirect_stdout(io.StringIO()):
            a = fit.aggte(typec=kind, bstrap=False, cband=False).atte
        if kind != "simple":
            print(f"csdid.{name}.{kind}.at", *[repr(float(x)) for x in a["egt"]])
            print(f"csdid.{name}.{kind}", *[repr(float(x)) for x in a["att_egt"]])
        else:
            print(f"csdid.{name}.{kind}", repr(float(a["overall_att"])), repr(float(a["overall_se"])))
