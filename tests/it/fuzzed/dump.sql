INSERT INTO offers VALUES (7, 'https://data.example.com/event?click_id={Cl=First}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}Trade');
a:0:{s:3u":rl";s:72:&h”‹Œ://data.example.şÿcaf_click_lookback=8hmom/event?click_id={ClickID}&&count!ry={
ountryCode}";}
