"""Room: what is it worth, to whom, and how sure are we? Prices, chains from outcome to euro, draws and their trace."""

from gezondmenu.valuation.prices import cpi_factors, index_factor, price_list, prices_version
from gezondmenu.valuation.trace import trace_value
from gezondmenu.valuation.valuing import Valuation, value

__all__ = ["Valuation", "cpi_factors", "index_factor", "price_list", "prices_version", "trace_value", "value"]
