-- When the stock was checked last.
select max(at) from stock_check
